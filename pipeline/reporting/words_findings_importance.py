"""Sentences of the audit's findings on importance, and the sources of their thresholds, in Vietnamese and English."""

SENTENCES: dict[str, tuple[str, str]] = {
    "weight_realised": (
        "{subject}: tỷ trọng {threshold:percent} trong nhóm của mình và tạo nên {value:percent} phương sai "
        "({low:percent} đến {high:percent}; n = {n}).",
        "{subject}: it has {threshold:percent} of the weight among its siblings and makes {value:percent} of the variance "
        "({low:percent} to {high:percent}; n = {n}).",
    ),
    "main_effect": (
        "Nếu mọi tỉnh như nhau về {subject}, phương sai của thành phần cấp trên sẽ giảm {value:percent} ({low:percent} đến "
        "{high:percent}; n = {n}).",
        "If all units were alike in {subject}, the variance of what it is part of would fall by {value:percent} "
        "({low:percent} to {high:percent}; n = {n}).",
    ),
    "isolated_effect": (
        "Phần riêng của {subject}, không chung với các thành phần cùng cấp, chỉ ứng với {value:percent} phương sai "
        "({low:percent} đến {high:percent}; n = {n}); phần còn lại là nhờ tương quan.",
        "What {subject} shares with none of its siblings goes with only {value:percent} of the variance ({low:percent} to "
        "{high:percent}; n = {n}); the rest it owes to correlation.",
    ),
    "weights_out_of_line": (
        "Dưới cấp trụ cột, {value} trong {n} thành phần chắc chắn có mức quan trọng khác xa tỷ trọng của mình.",
        "Below the pillars, {value} of {n} components surely have an importance far from their weight.",
    ),
    "discrepancy": (
        "Các thành phần của {subject}: mức quan trọng tương đối lệch tỷ trọng tương đối nhiều nhất là {value} {interval} "
        "(0 là khớp hẳn; ngưỡng {threshold}; n = {n}).",
        "The components of {subject}: relative importance is off relative weight by up to {value} {interval} (0 would be "
        "agreement; threshold {threshold}; n = {n}).",
    ),
    "importance_reached": (
        "Có bộ trọng số không âm làm cho các thành phần của {subject} quan trọng đúng như đã nêu (lệch nhiều nhất "
        "{value:3}, cho phép {threshold:2}; n = {n}).",
        "There are weights, none negative, under which the components of {subject} are as important as stated (largest gap "
        "{value:3}, {threshold:2} allowed; n = {n}).",
    ),
    "importance_unreachable": (
        "Không có bộ trọng số không âm nào làm cho các thành phần của {subject} quan trọng đúng như đã nêu: tương quan giữa "
        "chúng không cho phép. Bộ tốt nhất vẫn lệch {value:3} (cho phép {threshold:2}; n = {n}).",
        "No weights, unless negative ones, make the components of {subject} as important as stated: their correlation "
        "stands in the way. The best are still off by {value:3} ({threshold:2} allowed; n = {n}).",
    ),
    "discrepancy_below": (
        "Dưới cấp trụ cột, {value} trong {n} nhóm có độ lệch giữa mức quan trọng và tỷ trọng chắc chắn trên {threshold}.",
        "Below the pillars, {value} of {n} groups surely have a discrepancy between importance and weight above "
        "{threshold}.",
    ),
    "unreachable_below": (
        "Dưới cấp trụ cột, {value} trong {n} nhóm không thể đạt mức quan trọng đã nêu bằng trọng số không âm nào.",
        "Below the pillars, {value} of {n} groups cannot reach the stated importance by any weights that are not negative.",
    ),
    "optimised_mean_shift": (
        "Với trọng số trụ cột gần mức quan trọng đã nêu nhất, thứ hạng thay đổi trung bình {value:1} bậc (n = {n}).",
        "Under the pillar weights that come closest to the stated importance, ranks move by {value:1} places on average "
        "(n = {n}).",
    ),
    "optimised_largest_shift": (
        "Với các trọng số ấy, {unit} thay đổi nhiều nhất: {value:places} (n = {n}).",
        "Under those weights {unit} moves most, by {value:places} (n = {n}).",
    ),
    "added_value": (
        "Chỉ số và {subject} xếp hạng khác nhau đáng kể ở {value:percent} số tỉnh ({low:percent} đến {high:percent}; "
        "n = {n}); riêng mức tương quan ấy đã cho {threshold:percent}.",
        "The index and {subject} rank {value:percent} of the units apart by places that count ({low:percent} to "
        "{high:percent}; n = {n}); a correlation of that size alone gives {threshold:percent}.",
    ),
    "efficiency_none": (
        "Ấn bản không có chỉ báo kết quả nào đứng ngoài chỉ số: không tính hiệu quả.",
        "The edition has no outcomes beside the index: efficiency is not computed.",
    ),
    "efficiency_full": (
        "{value} trong {n} tỉnh có hiệu quả bằng 1: không tỉnh nào đạt kết quả hơn so với điều kiện, với trọng số có lợi "
        "nhất cho mình.",
        "{value} of {n} units have an efficiency of 1: with the weights that suit them, none gets more out of its "
        "conditions.",
    ),
    "efficiency_sample": (
        "Phép đo hiệu quả có {value} biến cho n = {n}; quy tắc thông thường cần ít nhất {threshold} đơn vị để phân biệt.",
        "The efficiency has {value} variables for n = {n}; the usual rule wants at least {threshold} units to tell them "
        "apart.",
    ),
    "efficiency_zero": (
        "Điểm 0 của thang min-max là tùy ý: đặt tỉnh thấp nhất ở mức khác làm hạng hiệu quả đổi trung bình {value:1} bậc "
        "(n = {n}). Chỉ để tham khảo, không dùng để xếp hạng.",
        "The zero of min-max scores is arbitrary: putting the worst unit elsewhere moves the ranks of efficiency by "
        "{value:1} places on average (n = {n}). For orientation, not for a league table.",
    ),
    "efficiency_zero_largest": (
        "Chỉ vì mức đặt ấy, {unit} đổi {value:places} về hiệu quả (n = {n}).",
        "By that choice alone {unit} moves {value:places} in efficiency (n = {n}).",
    ),
    "compensation_none": (
        "Có trụ cột không dương và phương pháp không đặt mức sàn: trung bình nhân không áp dụng được.",
        "A pillar has scores that are not positive and the method has no floor: the geometric mean is not admissible.",
    ),
    "compensation_largest": (
        "{unit} nhờ bù trừ nhiều nhất: trung bình cộng hơn trung bình nhân của các trụ cột {value:1} điểm (n = {n}).",
        "{unit} lives most by compensation: its arithmetic mean of the pillars is {value:1} points above the geometric one "
        "(n = {n}).",
    ),
    "compensation_flagged": (
        "{value} trong {n} tỉnh tụt hạng đáng kể khi điểm mạnh bớt bù cho điểm yếu (trung bình nhân).",
        "{value} of {n} units fall by places that count once strengths make up less for weaknesses (geometric mean).",
    ),
}

SOURCES: dict[str, tuple[str, str]] = {
    "importance_gap": (
        "quy ước của phương pháp (importance_gap), theo Paruolo và cộng sự (2013), doi:10.1111/j.1467-985X.2012.01059.x",
        "the method's own limit (importance_gap), after Paruolo et al. (2013), doi:10.1111/j.1467-985X.2012.01059.x",
    ),
    "paruolo": (
        "Paruolo, Saisana, Saltelli (2013), doi:10.1111/j.1467-985X.2012.01059.x; Becker và cộng sự (2017), "
        "doi:10.1016/j.ecolind.2017.03.056",
        "Paruolo, Saisana, Saltelli (2013), doi:10.1111/j.1467-985X.2012.01059.x; Becker et al. (2017), "
        "doi:10.1016/j.ecolind.2017.03.056",
    ),
    "added_value_null": (
        "mô phỏng với cùng mức tương quan và cùng số đơn vị; khoảng cách hạng theo kiểm toán GII, tính theo số đơn vị",
        "simulation with the same correlation and number of units; places as in GII audits, scaled to the units",
    ),
    "added_value_share": (
        "khoảng cách hạng theo kiểm toán GII, tính theo số đơn vị (added_value_share)",
        "places as in GII audits, scaled to the number of units (added_value_share)",
    ),
    "cooper": (
        "Cooper, Seiford, Tone (2007), Data Envelopment Analysis, doi:10.1007/978-0-387-45283-8",
        "Cooper, Seiford, Tone (2007), Data Envelopment Analysis, doi:10.1007/978-0-387-45283-8",
    ),
}

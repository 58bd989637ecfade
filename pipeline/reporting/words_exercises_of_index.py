"""Words of the tutorial, from normalisation on; see `words_exercises`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # 5 normalisation
    "exercise_min_max_right": (
        "100 × ({own} − {low}) / ({high} − {low}) = {truth}.",
        "100 × ({own} − {low}) / ({high} − {low}) = {truth}.",
    ),
    "exercise_min_max_hint": (
        "Điểm = 100 × (giá trị − thấp nhất) / (cao nhất − thấp nhất). Lấy thấp nhất và cao nhất của cùng chỉ tiêu.",
        "Score = 100 × (value − lowest) / (highest − lowest), with the lowest and highest of the same indicator.",
    ),
    "exercise_min_max_share": ("Gần đúng rồi: còn nhân với 100.", "Nearly: times 100 is still to do."),
    "exercise_min_max_no_low": (
        "Bạn chia thẳng cho giá trị cao nhất. Nhưng điểm 0 ở giá trị thấp nhất, không phải ở số 0.",
        "You divided by the highest value. But 0 points are at the lowest value, not at the number 0.",
    ),
    "exercise_min_max_range": (
        "Phía trên đã đúng. Mẫu số phải là khoảng cách: cao nhất trừ thấp nhất.",
        "The upper part is right. Below the line belongs the distance: highest less lowest.",
    ),
    "exercise_min_max_upside_down": (
        "Đó là khoảng cách đến mức tốt nhất. Với chỉ tiêu này, nhiều hơn là tốt hơn.",
        "That is the distance from the best. In this indicator more is better.",
    ),
    "exercise_min_max_brackets": (
        "Thiếu dấu ngoặc: Python chia trước, trừ sau. Viết 100 * (a - b) / (c - b).",
        "Brackets are missing: Python divides before it subtracts. Write 100 * (a - b) / (c - b).",
    ),
    "exercise_less_is_better_right": (
        "100 × ({high} − {own}) / ({high} − {low}) = {truth}. Ít giờ mất điện hơn thì điểm cao hơn.",
        "100 × ({high} − {own}) / ({high} − {low}) = {truth}. Fewer hours without electricity, more points.",
    ),
    "exercise_less_is_better_hint": (
        "Tính như bài trước, rồi lấy 100 trừ đi, vì ít hơn là tốt hơn.",
        "Do as before, then take it from 100, because less is better.",
    ),
    "exercise_less_is_better_direction": (
        "Phép tính đúng, nhưng chưa đổi chiều: như vậy tỉnh mất điện nhiều nhất được 100 điểm.",
        "The arithmetic is right, but the direction is not turned: the province with most hours would get 100 points.",
    ),
    "exercise_less_is_better_share": ("Gần đúng rồi: còn nhân với 100.", "Nearly: times 100 is still to do."),
    "exercise_less_is_better_negative": (
        "Lấy 100 trừ điểm, chứ không phải điểm trừ 100.",
        "Take the score from 100, not 100 from the score.",
    ),
    "exercise_fixed_goalposts_right": (
        "100 × ({own} − {low}) / ({high} − {low}) = {truth}. Mốc cố định không đổi khi tỉnh khác thay đổi, nên so được giữa các năm.",
        "100 × ({own} − {low}) / ({high} − {low}) = {truth}. Fixed goalposts do not move with other provinces, so years can be compared.",
    ),
    "exercise_fixed_goalposts_hint": (
        "Cùng công thức, nhưng thấp nhất là {low} và cao nhất là {high}: hai đầu của thang điều tra.",
        "The same formula, but the lowest is {low} and the highest {high}: the two ends of the survey's scale.",
    ),
    "exercise_fixed_goalposts_edition": (
        "Đó là điểm với mốc của ấn bản, bài đầu. Hãy thay mốc bằng hai đầu của thang điều tra.",
        "That is the score of the first exercise. Put the ends of the survey's scale in place of the edition's goalposts.",
    ),
    "exercise_fixed_goalposts_no_low": (
        "Thang điều tra bắt đầu từ {low}, không phải từ 0.",
        "The scale of the survey begins at {low}, not at 0.",
    ),
    "exercise_fixed_goalposts_share": ("Gần đúng rồi: còn nhân với 100.", "Nearly: times 100 is still to do."),
    # 6 weights and aggregation
    "exercise_effective_weight_right": (
        "1/3 × 1/2 × 1/3 = {truth}%. Chia đều trong từng nhóm không phải là chia đều giữa các chỉ tiêu ({equal}%).",
        "1/3 × 1/2 × 1/3 = {truth}%. Equal shares within groups are not equal shares of the indicators ({equal}%).",
    ),
    "exercise_effective_weight_hint": (
        "Nhân các tỷ phần trên đường từ chỉ tiêu lên chỉ số: trong nhóm, trong trụ cột, trong chỉ số. Trả lời bằng phần trăm.",
        "Multiply the shares on the way up: in its sub-pillar, in its pillar, in the index. Answer in per cent.",
    ),
    "exercise_effective_weight_share": (
        "Đúng là tỷ phần; câu hỏi hỏi phần trăm, nên nhân với 100.",
        "That is the share; per cent is asked for, so times 100.",
    ),
    "exercise_effective_weight_equal": (
        "Đó là khi mọi chỉ tiêu nặng như nhau. Ở đây mỗi nhóm nặng như nhau, mà nhóm có số chỉ tiêu khác nhau.",
        "That would be so if all indicators weighed the same. Here groups weigh the same, and they differ in size.",
    ),
    "exercise_effective_weight_own_group": (
        "Đó mới là tỷ phần trong nhóm của nó. Còn hai cấp phía trên.",
        "That is its share in its own sub-pillar. Two levels above are still to come.",
    ),
    "exercise_effective_weight_two_levels": (
        "Còn thiếu một cấp: từ trụ cột lên chỉ số.",
        "One level is missing: from the pillar to the index.",
    ),
    "exercise_arithmetic_right": (
        "Trung bình cộng của ba trụ cột là {truth}: đúng bằng điểm của {unit} trong bảng xếp hạng.",
        "The arithmetic mean of the three pillars is {truth}: the score of {unit} in the league table.",
    ),
    "exercise_arithmetic_hint": (
        "Cộng điểm ba trụ cột của {unit}, chia cho 3.",
        "Add the scores of the three pillars of {unit} and divide by 3.",
    ),
    "exercise_arithmetic_sum": (
        "Đó là tổng. Còn chia cho số trụ cột.",
        "That is the sum. Divide it by the number of pillars.",
    ),
    "exercise_arithmetic_indicators": (
        "Đó là trung bình của mười hai chỉ tiêu. Chỉ số là trung bình của các trụ cột.",
        "That is the mean of the twelve indicators. The index is the mean of the pillars.",
    ),
    "exercise_arithmetic_median": (
        "Đó là điểm ở giữa (trung vị), không phải trung bình cộng.",
        "That is the middle score, the median, not the mean.",
    ),
    "exercise_geometric_right": (
        "{truth}, thấp hơn trung bình cộng ({arithmetic}): trung bình nhân không cho phép mạnh bù hết cho yếu.",
        "{truth}, below the arithmetic mean ({arithmetic}): a geometric mean does not let strength make up fully for weakness.",
    ),
    "exercise_geometric_hint": (
        "Nhân ba điểm với nhau, rồi lấy căn bậc ba. Trong Python: (a * b * c) ** (1 / 3).",
        "Multiply the three scores, then take the cube root. In Python: (a * b * c) ** (1 / 3).",
    ),
    "exercise_geometric_arithmetic": (
        "Đó là trung bình cộng. Trung bình nhân thì nhân các điểm với nhau.",
        "That is the arithmetic mean. For the geometric one the scores are multiplied.",
    ),
    "exercise_geometric_no_root": (
        "Đã nhân xong, còn lấy căn bậc ba: ** (1 / 3), có dấu ngoặc.",
        "The product is there; now the cube root: ** (1 / 3), with the brackets.",
    ),
    "exercise_geometric_square_root": (
        "Đó là căn bậc hai. Có ba điểm, nên lấy căn bậc ba.",
        "That is the square root. There are three scores, so take the cube root.",
    ),
    "exercise_not_importance_right": (
        "{least} có trọng số {weight}% nhưng chỉ góp {low}% vào sự khác nhau giữa các tỉnh; {most} góp {high}%. Trọng số là tỷ lệ đánh đổi, không phải mức quan trọng.",
        "{least} weighs {weight}% but makes {low}% of the differences between provinces; {most} makes {high}%. A weight is a rate of exchange, not an importance.",
    ),
    "exercise_not_importance_hint": (
        "Ba trụ cột có trọng số bằng nhau. Hãy đọc cột “Phần đóng góp vào phương sai”: trụ cột nào nhỏ nhất? Viết mã của nó.",
        "The three pillars weigh the same. Read the column “Share of the variance”: which pillar's is the smallest? Write its code.",
    ),
    "exercise_not_importance_most": (
        "Đó là trụ cột quyết định nhiều nhất. Câu hỏi là trụ cột quyết định ít nhất.",
        "That pillar decides most. The one that decides least is asked for.",
    ),
    # 7 ranks and uncertainty
    "exercise_range_width_right": (
        "Từ {low} đến {high} là {n} bậc, tính cả hai đầu. Với {unit}, nói “khoảng hạng {low}–{high}” đúng hơn là nói một con số.",
        "From {low} to {high} are {n} places, both ends counted. Of {unit}, “about {low} to {high}” is truer than one number.",
    ),
    "exercise_range_width_hint": (
        "Đếm các bậc trong khoảng hạng của {unit}, kể cả bậc đầu và bậc cuối.",
        "Count the places in the range of {unit}, the first and the last one included.",
    ),
    "exercise_range_width_difference": (
        "Đó là hiệu của hai đầu. Đếm cả hai đầu: từ 1 đến 2 là hai bậc.",
        "That is the difference of the ends. Count both: from 1 to 2 are two places.",
    ),
    "exercise_range_width_point": (
        "Hạng đã công bố là một bậc; câu hỏi hỏi về cả khoảng.",
        "The published rank is one place; the whole range is asked for.",
    ),
    "exercise_open_pair_right": (
        "{first} đứng trước {second} chỉ trong {share}% số lượt, cần {limit}%. Thứ tự của hai tỉnh này còn để ngỏ.",
        "{first} is ahead of {second} in {share}% of the draws; {limit}% are needed. The order of these two is open.",
    ),
    "exercise_open_pair_hint": (
        "Tìm hai ô của cặp tỉnh này trong hình. Có ô nào có chấm trắng (từ {limit}%) không?",
        "Find the two cells of this pair in the figure. Does either have a white dot ({limit}% or more)?",
    ),
    "exercise_open_pair_by_rank": (
        "Hạng của {first} cao hơn trong một cách tính. Với các cách tính khác thì sao? Xem hình.",
        "{first} has the better rank under one choice. And under the others? Look at the figure.",
    ),
    "exercise_open_pair_reversed": (
        "{second} đứng trước trong hơn nửa số lượt, nhưng còn xa {limit}%.",
        "{second} is ahead in more than half of the draws, but far from {limit}%.",
    ),
    "exercise_robustly_behind_right": (
        "Chỉ bốn tỉnh ấy. {nearly} cũng ở dưới trong {share}% số lượt, nhưng chưa đến {limit}%, nên chưa được nói là chắc chắn.",
        "Just those four. {nearly} too is behind in {share}% of the draws, but that is short of {limit}%, so it may not be said.",
    ),
    "exercise_robustly_behind_hint": (
        "Đọc hàng của {unit} trong hình: những ô nào có chấm trắng (từ {limit}%)? Viết tên các tỉnh ấy, cách nhau bằng dấu phẩy.",
        "Read the row of {unit} in the figure: which cells have a white dot ({limit}% or more)? Write those provinces with commas between.",
    ),
    "exercise_robustly_behind_nearly": (
        "Bạn lấy mọi tỉnh có hạng thấp hơn. Có một tỉnh chỉ ở dưới trong {share}% số lượt, chưa đến {limit}%.",
        "You took every province with a lower rank. One of them is behind in only {share}% of the draws, short of {limit}%.",
    ),
    "exercise_robustly_behind_always": (
        "Bạn chỉ lấy những tỉnh luôn luôn ở dưới. Quy ước là từ {limit}% trở lên.",
        "You took only those that are always behind. The convention is {limit}% or more.",
    ),
    "exercise_robustly_behind_itself": (
        "Một tỉnh không đứng sau chính mình: bỏ {unit} ra.",
        "No province is behind itself: leave {unit} out.",
    ),
    # 8 reading a profile
    "exercise_own_measure_right": (
        "“Điểm mạnh” đầu tiên của {unit}, {indicator}, đứng hạng {rank} trên {n}. Mạnh so với chính mình, không phải so với mọi tỉnh.",
        "The first “strength” of {unit}, {indicator}, is rank {rank} of {n}. Strong by its own measure, not among all.",
    ),
    "exercise_own_measure_hint": (
        "Tìm dòng điểm mạnh thứ nhất của {unit} và đọc cột hạng.",
        "Find the first strength of {unit} and read the column of ranks.",
    ),
    "exercise_own_measure_place": (
        "1 là thứ tự trong danh sách điểm mạnh của tỉnh. Hạng giữa các tỉnh nằm ở cột khác.",
        "1 is its place in the province's own list. The rank among provinces stands in another column.",
    ),
    "exercise_own_measure_weakness": (
        "Đó là hạng của điểm yếu nhất. Hãy đọc dòng điểm mạnh.",
        "That is the rank of its first weakness. Read the row of the strength.",
    ),
    "exercise_marked_cell_right": (
        "{indicator} của {unit} là số được bù: hiện trong hồ sơ, có đánh dấu, nhưng không phải điểm mạnh hay điểm yếu.",
        "{indicator} of {unit} is imputed: shown in the profile with a mark, but neither strength nor weakness.",
    ),
    "exercise_marked_cell_hint": (
        "Bảng các ô được bù cho biết ô nào của {unit} chưa ai đo.",
        "The table of imputed cells says which cell of {unit} nobody measured.",
    ),
    "exercise_marked_cell_shown": (
        "Chỉ tiêu này nằm trong bảng điểm mạnh và điểm yếu, vì có số đo. Tìm chỉ tiêu có số được bù.",
        "This one stands in the table of strengths and weaknesses, because it was measured. Look for the imputed one.",
    ),
    "exercise_may_be_said_right": (
        "Câu 1 nói đúng điều bảng cho thấy: chỉ tiêu nào, hạng mấy, trong bao nhiêu tỉnh, năm nào.",
        "Sentence 1 says what the table shows: which indicator, which rank, among how many, of which year.",
    ),
    "exercise_may_be_said_hint": (
        "Câu nào chỉ nói điều có trong bảng, không thêm nguyên nhân, lời khuyên hay so sánh chưa chắc?",
        "Which sentence says only what the tables show, without a cause, advice or an open comparison?",
    ),
    "exercise_may_be_said_cause": (
        "“Nhờ” là một nguyên nhân. Chỉ số không đo nguyên nhân.",
        "“Thanks to” is a cause. The index measures no causes.",
    ),
    "exercise_may_be_said_advice": (
        "Đó là phép tính với mọi tỉnh khác đứng yên, không phải lời khuyên và không phải lời hứa.",
        "That is arithmetic with all others held fixed: no advice, and no promise.",
    ),
    "exercise_may_be_said_pair": (
        "Ở bài trước, thứ tự của {unit} và {other} còn để ngỏ.",
        "In the lesson before, the order of {unit} and {other} was open.",
    ),
    # 9 re-running and comparing
    "exercise_moved_right": (
        "{n} tỉnh đổi hạng, dù điểm của cả {scores} tỉnh đều đổi. Hạng là tương đối.",
        "{n} provinces changed rank, although the scores of all {scores} changed. Ranks are relative.",
    ),
    "exercise_moved_hint": (
        "Đếm các dòng có số bậc khác 0.",
        "Count the rows whose places are not 0.",
    ),
    "exercise_moved_scores": (
        "Đó là số tỉnh đổi điểm. Câu hỏi là đổi hạng.",
        "That is how many scores changed. Ranks are asked for.",
    ),
    "exercise_moved_half": (
        "Khi một tỉnh lên, phải có tỉnh khác xuống. Đếm cả hai.",
        "When one goes up, another goes down. Count both.",
    ),
    "exercise_others_data_right": (
        "{own} do số liệu của {unit}, {others} do các tỉnh khác, cộng lại {total} bậc. {unit} xuống một phần vì {riser} lên.",
        "{own} by the data of {unit} itself, {others} by others', together {total} place. {unit} fell partly because {riser} rose.",
    ),
    "exercise_others_data_hint": (
        "Tìm dòng của {unit} trong bảng nguyên nhân và đọc cột số liệu của các tỉnh khác. Xuống hạng mang dấu trừ.",
        "Find the row of {unit} in the table of causes, and read the column of others' data. A fall has a minus sign.",
    ),
    "exercise_others_data_all": (
        "Đó là cả thay đổi. Chỉ một phần là do các tỉnh khác.",
        "That is the whole change. Only a part of it comes from others.",
    ),
    "exercise_others_data_sign": (
        "Độ lớn đúng. Xuống hạng mang dấu trừ.",
        "The size is right. A fall has a minus sign.",
    ),
    "exercise_method_moved_right": (
        "Số liệu không đổi, chỉ phép tổng hợp đổi: {unit} từ hạng {before} thành hạng {after}. Không tỉnh nào làm gì khác đi.",
        "No figure changed, only the aggregation: {unit} goes from rank {before} to {after}. Nobody did anything differently.",
    ),
    "exercise_method_moved_hint": (
        "Giữa hai cách tính này, cái gì khác nhau? Đọc bảng nguyên nhân.",
        "What differs between the two workings? Read the table of causes.",
    ),
    "exercise_method_moved_own": (
        "Số liệu của {unit} ở hai bên giống hệt nhau.",
        "The figures of {unit} are the same on both sides.",
    ),
    "exercise_method_moved_others": (
        "Số liệu của các tỉnh khác cũng không đổi.",
        "The figures of the others did not change either.",
    ),
    "exercise_command_right": (
        "Một biến thể có tên riêng. Kết quả chính không bị động đến, và sổ ghi chép ghi lại đã chạy gì.",
        "A variant with a name of its own. The nominal result is not touched, and the ledger knows what was run.",
    ),
    "exercise_command_hint": (
        "Thử phương pháp khác thì kết quả phải mang tên khác. Lệnh nào đặt tên?",
        "Another method wants another name for its result. Which command gives one?",
    ),
    "exercise_command_nominal": (
        "Sửa phương pháp chính rồi chạy lại sẽ làm thay đổi kết quả đã công bố.",
        "Editing the nominal method and running again would change what was published.",
    ),
    "exercise_command_by_hand": (
        "Sửa tay thì không ai tính lại được, và lệnh pii verify sẽ báo tệp không còn như đã ghi.",
        "Nobody can redo what was edited by hand, and pii verify would say that the file is not the recorded one.",
    ),
}

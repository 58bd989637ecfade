"""Words of the tutorial up to treatment: what a self-marking exercise says, and titles of tables that only lessons show.

For each exercise: why the right answer is right (``_right``), where to look (``_hint``), and what went wrong in each
usual mistake. A hint never gives the answer away.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "table_tutorial_tree": ("Cây chỉ số", "The tree of the index"),
    "table_tutorial_values": ("Giá trị, mỗi chỉ tiêu theo đơn vị đo của nó", "Values, each in its own unit of measure"),
    "table_tutorial_scores": ("Điểm, thang 0–100", "Scores, 0–100"),
    "table_tutorial_shapes": (
        "Độ lệch và độ nhọn, trước và sau biến đổi",
        "Skewness and kurtosis before and after transformation",
    ),
    "table_tutorial_ranks": (
        "Hạng theo từng cách tính; dòng đổi hạng được tô màu",
        "Ranks under each choice; rows that move are marked",
    ),
    "tutorial_nominal": ("Như đã công bố", "As published"),
    "tutorial_treated": ("Sau xử lý", "After treatment"),
    "table_tutorial_steps": ("{name}: từ giá trị đến điểm", "{name}: from value to score"),
    "marked_right": ("Đúng.", "Right."),
    "marked_wrong": ("Chưa đúng.", "Not yet."),
    "marked_unanswered": ("Chưa trả lời.", "Not answered yet."),
    "answer_blank": (
        "Thay dấu ba chấm trong ô phía trên bằng câu trả lời, chạy ô đó (Shift+Enter), rồi chạy lại ô này.",
        "Put your answer in place of the three dots in the cell above, run that cell (Shift+Enter), then this one again.",
    ),
    "answer_decimal_comma": (
        "Python đọc dấu phẩy là ngăn cách hai số. Hãy viết phần thập phân sau dấu chấm, ví dụ 12.5.",
        "Python reads a comma as the mark between two numbers. Write decimals after a point, such as 12.5.",
    ),
    "answer_number_expected": (
        "Câu này cần một con số, không có chữ và không có đơn vị đo, ví dụ 12.5; hoặc một phép tính cho ra số.",
        "A number is expected, without words or unit of measure, such as 12.5; or a calculation that gives one.",
    ),
    "answer_choice_expected": (
        "Câu này cần số thứ tự của một câu trong danh sách phía trên, ví dụ 1.",
        "The number of one of the statements above is expected, such as 1.",
    ),
    "answer_one_expected": (
        "Chưa nhận ra tên hay mã này. Viết một tên hoặc một mã có trong bảng, đặt giữa hai dấu nháy.",
        "This name or code is not known. Write one name or code that stands in the table, between quotation marks.",
    ),
    "answer_some_expected": (
        "Viết các tên hoặc mã có trong bảng giữa hai dấu nháy, cách nhau bằng dấu phẩy. Có tên chưa nhận ra được.",
        "Write names or codes from the table between quotation marks, with commas between them. One was not recognised.",
    ),
    # 1 what an index is
    "exercise_meaning_right": (
        "Điểm {score} nói: trên các chỉ tiêu này và theo cách tính này, {unit} gần mức tốt nhất trong các tỉnh được xếp hạng. Chỉ thế thôi.",
        "A score of {score} says: on these indicators and by this arithmetic, {unit} is near the best of the ranked provinces. No more.",
    ),
    "exercise_meaning_hint": (
        "Thang 0–100 lấy gì làm mức 100? Hãy nghĩ: 100 là của ai, trong nhóm nào?",
        "What is 100 on this scale? Ask: whose value is it, and among whom?",
    ),
    "exercise_meaning_share": (
        "Điểm không phải là tỷ lệ phần trăm của một công việc. Mức 100 không phải “đã làm hết”, mà là giá trị của một tỉnh có thật trong bảng.",
        "A score is no percentage of a task. 100 is not “all done”; it is the value of a province in the table.",
    ),
    "exercise_meaning_ratio": (
        "Không chia điểm cho điểm được. Mức 0 là giá trị thấp nhất trong bảng, không phải “không có gì”, nên “gấp mấy lần {second}” là vô nghĩa.",
        "Scores cannot be divided. 0 is the lowest value in the table, not “nothing”, so “so many times {second}” means nothing.",
    ),
    "exercise_count_right": (
        "{n} chỉ tiêu có số liệu. {aggregates} dòng còn lại (nhóm, trụ cột, chỉ số) được tính từ chúng.",
        "{n} indicators have figures. The other {aggregates} rows (sub-pillars, pillars, the index) are computed from them.",
    ),
    "exercise_count_hint": (
        "Chỉ đếm các dòng có cấp là “Chỉ tiêu” trong bảng.",
        "Count only the rows whose level is “Indicator”.",
    ),
    "exercise_count_nodes": (
        "Đó là mọi dòng của bảng, kể cả nhóm, trụ cột và chính chỉ số. Chỉ dòng cấp “Chỉ tiêu” mới có số liệu.",
        "Those are all rows, with sub-pillars, pillars and the index itself. Only rows of the level “Indicator” have figures.",
    ),
    "exercise_count_aggregates": (
        "Đó là các dòng được tính ra. Hãy đếm những dòng còn lại.",
        "Those are the rows that are computed. Count the others.",
    ),
    "exercise_unranked_right": (
        "{unit} không có hạng vì thiếu quá nhiều số liệu. “Không xếp hạng” khác với “hạng cuối”.",
        "{unit} has no rank because too many of its figures are missing. “Not ranked” is not “last”.",
    ),
    "exercise_unranked_hint": (
        "Tìm dòng không có số ở cột hạng.",
        "Look for the row without a number in the column of ranks.",
    ),
    "exercise_unranked_last": (
        "{last} đứng cuối, nhưng vẫn có hạng. Có một tỉnh hoàn toàn không có hạng.",
        "{last} is last, but it has a rank. One province has none at all.",
    ),
    # 2 from raw table to value
    "exercise_per_head_right": (
        "{students} sinh viên chia cho {people} nghìn người, nhân 10, được {truth} sinh viên trên 10.000 dân.",
        "{students} students over {people} thousand people, times 10, are {truth} students for every 10,000 people.",
    ),
    "exercise_per_head_hint": (
        "Lấy số sinh viên chia cho số dân cùng năm, rồi đổi ra trên 10.000 dân. Chú ý: bảng dân số tính bằng nghìn người.",
        "Divide students by people of the same year, then turn it into “for every 10,000”. Mind that the population is in thousands.",
    ),
    "exercise_per_head_year": (
        "Tử số và mẫu số phải cùng một năm. Bảng sinh viên là của năm nào?",
        "Numerator and denominator must be of one year. Of which year are the students?",
    ),
    "exercise_per_head_factor": (
        "Đó là số sinh viên trên 1.000 dân, vì dân số tính bằng nghìn người. Chỉ tiêu tính trên 10.000 dân.",
        "That is students for every 1,000 people, as the population is in thousands. The indicator is for every 10,000.",
    ),
    "exercise_per_head_thousands": (
        "Lớn quá: dân số trong bảng tính bằng nghìn người, nên không nhân với 10.000 nữa.",
        "Too large: the population in the table is in thousands already, so do not multiply by 10,000.",
    ),
    "exercise_per_head_thousands_mark": (
        "Nhỏ hơn một nghìn lần: dấu chấm ngăn hàng nghìn trong bảng tiếng Việt bị Python đọc là dấu thập phân. Viết 22899, không viết 22.899.",
        "A thousand times too small: Python reads a mark between thousands as a decimal one. Write 22899 without any mark.",
    ),
    "exercise_per_head_upside_down": (
        "Phép chia bị lộn ngược: câu hỏi là sinh viên trên số dân.",
        "The division is upside down: students over people is asked for.",
    ),
    "exercise_remainder_right": (
        "Không còn lại gì: các tỉnh được in đã đủ {country} sinh viên. Vậy tỉnh không có dòng nào, như {unit}, chỉ có thể là 0.",
        "Nothing is left: the printed provinces make up all {country} students. So a province without a row, like {unit}, can only have 0.",
    ),
    "exercise_remainder_hint": (
        "Lấy số của cả nước trừ đi tổng của các dòng tỉnh. Các dòng tô màu là cả nước và vùng, không phải tỉnh.",
        "Take the rows of provinces from the country's figure. The marked rows are the country and regions, not provinces.",
    ),
    "exercise_remainder_regions": (
        "Có vẻ các dòng vùng cũng bị trừ. Vùng là tổng của các tỉnh: trừ cả hai là trừ hai lần.",
        "It seems that the rows of regions were taken away too. A region is the sum of its provinces: that counts everything twice.",
    ),
    "exercise_remainder_total": (
        "Đó là tổng của cả nước. Câu hỏi là còn lại bao nhiêu sau khi trừ các tỉnh.",
        "That is the country's total. The question is what is left after the provinces.",
    ),
    "exercise_zero_or_missing_right": (
        "Là số 0 cấu trúc: được khai báo trong tham số, và máy kiểm tra lại tổng mỗi lần chạy. Nếu tổng không khớp, ấn bản không chạy.",
        "It is a structural zero: declared in the parameters, and the sum is checked in every run. If it did not add up, the edition would not run.",
    ),
    "exercise_zero_or_missing_hint": (
        "Dùng kết quả của bài trước: các dòng được in có cộng đúng bằng cả nước không?",
        "Use the exercise before: do the printed rows add up to the country?",
    ),
    "exercise_zero_or_missing_missing": (
        "Nếu thiếu thật, {unit} phải có phần trong tổng của cả nước. Bài trước cho thấy không còn phần nào.",
        "If it were missing, {unit} would have a part of the country's total. The exercise before shows that none is left.",
    ),
    "exercise_zero_or_missing_always": (
        "Không bao giờ mặc định ô trống là 0. Ở đây có bằng chứng; ở chỗ khác thì không.",
        "A blank is never zero by default. Here there is a proof; elsewhere there is none.",
    ),
    "exercise_earlier_year_right": (
        "Số của chính {unit} ở kỳ trước, {truth}, và bảng ghi rõ đó là số năm 2023.",
        "The figure of {unit} itself in the round before, {truth}, and the table says that it is of 2023.",
    ),
    "exercise_earlier_year_hint": (
        "Quy tắc năm: số mới nhất của chính tỉnh ấy, không cũ quá một năm.",
        "The year rule: the newest figure of the province itself, at most one year old.",
    ),
    "exercise_earlier_year_zero": (
        "Ô trống không phải là 0: thang điều tra này bắt đầu từ 1.",
        "A blank is not zero: the scale of this survey begins at 1.",
    ),
    "exercise_earlier_year_others": (
        "Đó là tính từ số của các tỉnh khác. Quy tắc năm trước hết tìm số của chính {unit}.",
        "That is made from other provinces. The year rule first looks for a figure of {unit} itself.",
    ),
    # 3 imputation
    "exercise_stand_in_right": (
        "Trung vị của các tỉnh cùng vùng có số liệu là {truth}. Ô của {unit} được đánh dấu ở mọi nơi nó xuất hiện.",
        "The median of those provinces of the region that have a figure is {truth}. The cell of {unit} is marked wherever it appears.",
    ),
    "exercise_stand_in_hint": (
        "Chỉ lấy các tỉnh cùng vùng với {unit} và có số liệu. Trung vị của hai số là số ở giữa hai số ấy.",
        "Take only the provinces of the region of {unit} that have a figure. The median of two numbers lies half-way between them.",
    ),
    "exercise_stand_in_zero": (
        "Thiếu không phải là 0. Nếu ghi 0, {unit} sẽ thành tỉnh không có máy vi tính nào.",
        "Missing is not zero. With 0, {unit} would be a province without a single computer.",
    ),
    "exercise_stand_in_everyone": (
        "Đó là tính trên mọi tỉnh. Phương pháp của ấn bản này chỉ lấy các tỉnh cùng vùng.",
        "That is made from all provinces. The method of this edition takes only those of the same region.",
    ),
    "exercise_imputed_value_right": (
        "Số thay thế để tính được chỉ số. Không dùng nó để nói {unit} mạnh hay yếu về {indicator}; nên hỏi để có số thật.",
        "A stand-in so that the index can be computed. It does not say that {unit} is strong or weak in {indicator}; better ask for the real figure.",
    ),
    "exercise_imputed_value_hint": (
        "Số ấy được tính từ số liệu của ai?",
        "Whose figures was it made from?",
    ),
    "exercise_imputed_value_measured": (
        "Chưa ai đo ở {unit}. Số ấy đến từ các tỉnh bên cạnh.",
        "Nobody measured it in {unit}. It comes from its neighbours.",
    ),
    "exercise_imputed_value_useless": (
        "Một ô thiếu trong mười hai không làm hỏng cả chỉ số, miễn là được đánh dấu và được kiểm tra.",
        "One missing cell in twelve does not spoil an index, as long as it is marked and tested.",
    ),
    "exercise_proven_zero_right": (
        "Hạng {before} thành hạng {after}: {unit} được “tặng” sinh viên của các tỉnh bên cạnh. Vì thế phải phân biệt số 0 thật với ô thiếu.",
        "Rank {before} becomes rank {after}: {unit} would be given its neighbours' students. That is why a real zero is told from a blank.",
    ),
    "exercise_proven_zero_hint": (
        "Tìm dòng của {unit} trong bảng, và đọc cột thứ hai về hạng.",
        "Find the row of {unit} in the table, and read the second column of ranks.",
    ),
    "exercise_proven_zero_unchanged": (
        "Đó là hạng khi số 0 được giữ. Hãy đọc cột bên cạnh.",
        "That is the rank with the zero kept. Read the column beside it.",
    ),
    # 4 outliers and transformation
    "exercise_outlier_right": (
        "{indicator}: độ lệch {skewness} vượt {skewness_limit} và độ nhọn {kurtosis} vượt {kurtosis_limit}. Phải vượt cả hai.",
        "{indicator}: skewness {skewness} is beyond {skewness_limit} and kurtosis {kurtosis} beyond {kurtosis_limit}. It takes both.",
    ),
    "exercise_outlier_hint": (
        'Đọc hai cột “Độ lệch trước” và “Độ nhọn trước”. Chỉ tiêu nào có độ lệch trên {skewness_limit} và cùng lúc có độ nhọn trên {kurtosis_limit}? Viết mã, ví dụ "1.1.1".',
        'Read the two columns before transformation. Which has skewness beyond {skewness_limit} and, at once, kurtosis beyond {kurtosis_limit}? Write its code, such as "1.1.1".',
    ),
    "exercise_outlier_one_limit": (
        "Chỉ tiêu này vượt một giới hạn, chưa vượt giới hạn kia. Quy tắc đòi cả hai.",
        "This one is beyond one limit, but not beyond the other. The rule wants both.",
    ),
    "exercise_without_log_right": (
        "Không có lôgarit, {unit} đứng thứ hai mà chỉ được {truth} điểm; có lôgarit, được {with_log}. Một tỉnh quá cao đã kéo giãn cả thước đo.",
        "Without the logarithm {unit}, second of all, would get {truth} points; with it, {with_log}. One very high province stretched the whole scale.",
    ),
    "exercise_without_log_hint": (
        "Lấy giá trị trừ giá trị thấp nhất, chia cho khoảng cách từ thấp nhất đến cao nhất, nhân 100.",
        "Take the value less the lowest one, divide by the distance from lowest to highest, times 100.",
    ),
    "exercise_without_log_with_log": (
        "Đó là điểm sau khi lấy lôgarit. Câu hỏi là khi không lấy lôgarit.",
        "That is the score with the logarithm. The question is the score without it.",
    ),
    "exercise_without_log_no_low": (
        "Bạn chia thẳng cho giá trị cao nhất. Còn giá trị thấp nhất thì sao?",
        "You divided by the highest value. What about the lowest?",
    ),
    "exercise_without_log_share": (
        "Gần đúng rồi: còn nhân với 100.",
        "Nearly: times 100 is still to do.",
    ),
    "exercise_order_kept_right": (
        "Tỉnh cao hơn vẫn cao hơn; chỉ khoảng cách thay đổi. Số trong bảng gốc không bị động đến.",
        "Who was ahead stays ahead; only the distances change. The raw table is not touched.",
    ),
    "exercise_order_kept_hint": (
        "So sánh thứ tự các tỉnh ở hai cột của bảng trên.",
        "Compare the order of the provinces in the two columns above.",
    ),
    "exercise_order_kept_order": (
        "Lôgarit luôn tăng: số lớn hơn có lôgarit lớn hơn. Thứ tự không đổi.",
        "A logarithm always rises: the larger number has the larger logarithm. The order stays.",
    ),
    "exercise_order_kept_source": (
        "Không ai sửa số liệu gốc. Biến đổi chỉ là một bước tính, được ghi lại.",
        "Nobody edits raw data. A transformation is a step of the computation, and recorded.",
    ),
    "exercise_longer_tail_right": (
        "{indicator}: trước đó độ lệch chỉ là {skewness_raw}, sau lôgarit là {skewness}, vì có một tỉnh bằng 0. Một phép biến đổi tốt cho nhiều chỉ tiêu vẫn có thể hại một chỉ tiêu: luôn nhìn lại.",
        "{indicator}: skewness was {skewness_raw} before and is {skewness} after the logarithm, because one province has 0. What helps many indicators may harm one: always look again.",
    ),
    "exercise_longer_tail_hint": (
        "Bây giờ đọc hai cột “sau biến đổi” (độ lệch, độ nhọn). Độ lệch âm cũng là lệch: hãy bỏ dấu trừ khi so với {skewness_limit}.",
        "Now read the two columns “transformed”. A negative skewness is skewness too: drop the sign when you compare it with {skewness_limit}.",
    ),
    "exercise_longer_tail_one_limit": (
        "Chỉ tiêu này vượt độ nhọn, nhưng độ lệch vẫn dưới {skewness_limit}. Còn một chỉ tiêu vượt cả hai.",
        "This one is beyond the limit of kurtosis, but its skewness is still within {skewness_limit}. Another one is beyond both.",
    ),
    "exercise_longer_tail_before": (
        "Chỉ tiêu ấy lệch trước khi biến đổi. Lôgarit đã giúp nó. Chỉ tiêu nào bị lôgarit làm lệch thêm?",
        "That one was skewed before, and the logarithm helped. Which one did the logarithm make worse?",
    ),
}

"""Words of the website: menu, home page, book, pages of record, search."""

WORDS: dict[str, tuple[str, str]] = {
    # every page
    "skip_to_content": ("Đến nội dung chính", "Skip to content"),
    "menu": ("Mục chính", "Main menu"),
    "menu_home": ("Trang chủ", "Home"),
    "menu_provinces": ("Tỉnh, thành phố", "Provinces"),
    "menu_indicators": ("Chỉ tiêu", "Indicators"),
    "menu_explorer": ("Thử trọng số", "Explorer"),
    "menu_book": ("Sách phương pháp", "Method book"),
    "menu_missing": ("Số liệu thiếu", "Missing data"),
    "menu_audit": ("Kiểm toán thống kê", "Statistical audit"),
    "menu_downloads": ("Tải về", "Downloads"),
    "menu_provinces_what": (
        "hồ sơ của từng tỉnh, xếp theo vùng",
        "a profile of each province, by region",
    ),
    "menu_indicators_what": (
        "định nghĩa, nguồn, phân bố, bản đồ và số liệu của từng chỉ tiêu",
        "definition, source, distribution, map and figures of each indicator",
    ),
    "menu_explorer_what": (
        "thay trọng số và cách tổng hợp, xem hạng thay đổi ngay trong trình duyệt",
        "move the weights, switch the aggregation and watch the ranks change in your browser",
    ),
    "menu_book_what": (
        "mọi bước từ số liệu gốc đến thứ hạng, đã chạy, kèm mã nguồn",
        "every step from raw data to ranks, as it was run, with its code",
    ),
    "menu_audit_what": (
        "bảng xếp hạng có đứng vững trước các lựa chọn khác không",
        "would the ranking survive other choices?",
    ),
    "menu_missing_what": (
        "ô nào trống, được bù ra sao, hạng nào phụ thuộc vào đó",
        "which cells are blank, how they are filled, and whose rank depends on it",
    ),
    "certificate_page_what": (
        "kết quả so với những con số do người khác tính",
        "results held against numbers computed by others",
    ),
    "menu_downloads_what": (
        "báo cáo, hồ sơ PDF, sổ tính, dữ liệu mở, hình, và cách kiểm tra",
        "report, profiles as PDF, workbook, open data, figures, and how to verify them",
    ),
    "provenance_run": ("Lần chạy", "Run"),
    "fact_released": ("Ngày công bố", "Released"),
    # home
    "home_lead": (
        "Bảng xếp hạng dưới đây được tính từ số liệu đã công bố, theo một phương pháp viết ra đầy đủ và ai cũng tính lại được. "
        "Hạng luôn đi kèm khoảng hạng: một lựa chọn phương pháp khác cũng hợp lý có thể cho thứ tự khác.",
        "The ranking below is computed from published figures by a method that is written out in full and that anyone can "
        "compute again. A rank always comes with its range: another reasonable method might give another order.",
    ),
    "home_map": ("Bản đồ", "Map"),
    "home_map_title": ("Bản đồ ô vuông: {name}", "Tile map: {name}"),
    "home_map_description": (
        "Mỗi ô là một tỉnh, thành phố, ghi tên và hạng, dẫn đến trang của tỉnh. Đứng đầu: {first}; đứng cuối: {last}. "
        "Bảng xếp hạng bên dưới có cùng các con số.",
        "A tile for each province with its name and rank, linked to its page. First: {first}; last: {last}. "
        "The league table below has the same numbers.",
    ),
    "home_news": ("Có gì mới", "What is new"),
    "home_news_none": (
        "Ấn bản {edition} chưa được so sánh với ấn bản trước.",
        "Edition {edition} has not been compared with an earlier one.",
    ),
    "home_news_compared": ("So với ấn bản {before}:", "Compared with edition {before}:"),
    "home_ways": ("Xem tiếp", "Where to go"),
    "home_cite": ("Cách trích dẫn", "How to cite"),
    "citation": (
        "{name}. Ấn bản {edition}, phương pháp {method}, lần chạy {run}, ngày {day}. Mã băm của sổ ghi: {head}.",
        "{name}. Edition {edition}, method {method}, run {run}, {day}. Ledger digest {head}.",
    ),
    "home_cite_sources": (
        "Hãy trích dẫn cả cơ quan công bố số liệu gốc: mỗi trang chỉ tiêu nêu nguồn.",
        "Cite the producers of the data as well: each indicator's page names them.",
    ),
    "home_league": ("Bảng xếp hạng", "League table"),
    "home_filter": ("Tìm tỉnh hoặc vùng (không cần dấu)", "Find a province or region (accents may be left out)"),
    "home_filter_told": ("{n} trong {all} dòng", "{n} of {all} rows"),
    "home_firm": ("Trên tỉnh kế sau", "Ahead of the next"),
    "home_firm_short": ("vững", "firm"),
    "home_open_short": ("sát nhau", "close"),
    "home_firm_yes": (
        "Đứng trước {next} trong hầu hết các lần tính",
        "Ahead of {next} in nearly all draws",
    ),
    "home_firm_no": (
        "Thứ tự với {next} không vững: lựa chọn khác có thể đảo lại",
        "The order with {next} is not robust: other choices may turn it round",
    ),
    "home_league_note": (
        "Cột của trụ cột ghi hạng theo trụ cột đó. “✓ vững”: đứng trước tỉnh kế sau trong hầu hết các lần tính với các lựa "
        "chọn phương pháp đã khai báo; “≈ sát nhau”: thứ tự của hai tỉnh không vững.",
        "The pillar columns hold the rank in that pillar. “✓ firm”: ahead of the next province in nearly all draws over the "
        "declared choices of method; “≈ close”: the order of the two is not robust.",
    ),
    "unranked_heading": ("Không được xếp hạng", "Not ranked"),
    "home_why_unranked": ("Vì sao?", "Why?"),
    # lists
    "units_lead": (
        "Mỗi tỉnh, thành phố có một trang hồ sơ. Danh sách theo vùng, trong vùng theo bảng chữ cái tiếng Việt.",
        "Every province has a page of its own. The list is by region, and within it in the order of the Vietnamese alphabet.",
    ),
    "book_lead": (
        "Mỗi chương là một sổ tay tính toán đã chạy đúng như khi làm ra thứ hạng: lời giải thích, tham số, bảng và hình. "
        "Mã nguồn được gấp lại; mở ra để đọc.",
        "Each chapter is a notebook exactly as it was run to make the ranks: prose, parameters, tables and figures. "
        "The code is folded; open it to read.",
    ),
    "chapters_around": ("Chương trước và sau", "Previous and next chapter"),
    "site_code_fold": ("Mã nguồn", "Code"),
    "site_parameters_fold": ("Tham số đã dùng", "Parameters in use"),
    "site_figure_under": ("Hình của mục: {heading}", "Figure of the section: {heading}"),
    # audit and certificate
    "audit_whole": (
        "Toàn văn báo cáo kiểm toán, với mọi bảng và hình (hai thứ tiếng)",
        "The whole audit with all tables and figures (in both languages)",
    ),
    "audit_not_made": (
        "Ấn bản này chưa có kiểm toán thống kê. Lệnh sau thực hiện kiểm toán:",
        "This edition has not been audited yet. This command does it:",
    ),
    "certificate_page": ("Chứng nhận đối chiếu", "Parity certificate"),
    "certificate_lead": (
        "Kết quả của phần mềm này được so từng ô với những con số do người khác tính: gói COINr, các chỉ số đã công bố, sách "
        "báo, và ví dụ tính tay. Những gì không so được cũng được liệt kê, kèm lý do.",
        "The results of this software are compared cell by cell with numbers computed by others: the package COINr, published "
        "indices, figures in print, and examples worked by hand. What was not compared is listed with its reason.",
    ),
    "certificate_not_made": (
        "Chưa có chứng nhận. Lệnh sau thực hiện việc đối chiếu:",
        "There is no certificate yet. This command makes one:",
    ),
    "certificate_elsewhere": (
        "Lý do của từng sai số cho phép và của từng mục không so được ghi bằng tiếng Anh, ở trang tiếng Anh:",
        "The reason of every tolerance and of every item left out stands on the English page:",
    ),
    # downloads
    "downloads_lead": (
        "Mọi tệp đều được làm từ các bảng của lần chạy nêu ở cuối trang. Mỗi tệp có kích thước và mã băm SHA-256.",
        "Every file is made from the tables of the run named at the foot of the page. Each has its size and SHA-256 digest.",
    ),
    "downloads_report": ("Báo cáo", "Report"),
    "downloads_workbook": ("Sổ tính", "Workbook"),
    "downloads_profiles": ("Hồ sơ các tỉnh, thành phố (PDF)", "Profiles of the provinces (PDF)"),
    "downloads_data": ("Dữ liệu mở", "Open data"),
    "downloads_figures": ("Hình, kèm số liệu của hình", "Figures, each with its data"),
    "downloads_audit": ("Kiểm toán thống kê", "Statistical audit"),
    "downloads_count": ("{n} tệp", "{n} files"),
    "downloads_file": ("Tệp", "File"),
    "downloads_size": ("Kích thước", "Size"),
    "downloads_none": ("Không có tệp nào trong lần công bố này.", "This publication has no files beside its pages."),
    "downloads_terms": (
        "Mã nguồn theo giấy phép MIT. Số liệu gốc thuộc về cơ quan công bố; điều kiện sử dụng lại được nêu ở trang của từng "
        "chỉ tiêu.",
        "The code is under the MIT licence. The source data belong to their producers; their terms stand on the page of each "
        "indicator.",
    ),
    "verify_heading": ("Cách kiểm tra", "How to verify"),
    "verify_files": (
        "Các tệp tải về không bị thay đổi nếu lệnh sau, chạy trong thư mục của lần công bố, không báo lỗi:",
        "The files are unchanged if this command, run in the folder of the publication, reports no failure:",
    ),
    "verify_ledger": (
        "Mã băm của dòng cuối trong sổ ghi lần chạy. Cùng một mã băm là cùng số liệu, cùng phương pháp, cùng kết quả:",
        "The digest of the run's last line in the ledger. The same digest means the same data, method and results:",
    ),
    "verify_run": (
        "Ai có bộ hồ sơ của dự án có thể kiểm tra rằng các bảng đúng là của lần chạy ấy:",
        "Whoever has the project's files can check that the tables are those of that run:",
    ),
    "verify_commit": ("Phiên bản mã nguồn", "Commit of the code"),
    "verify_dirty": ("có thay đổi chưa ghi", "with changes not committed"),
    # search
    "search_site": ("Tìm trong trang", "Search the site"),
    "search_do": ("Tìm", "Search"),
    "search_title": ("Tìm kiếm", "Search"),
    "search_results": ("Kết quả tìm kiếm", "Search results"),
    "search_searching": ("Đang tìm", "Searching"),
    "search_preparing": ("Đang chuẩn bị…", "Preparing…"),
    "search_in": (", trong ", ", in "),
    "search_needs_script": ("Hãy bật JavaScript để tìm kiếm.", "Please enable JavaScript to search."),
    "search_how": (
        "Gõ có dấu hay không dấu đều được. Trang được tìm thấy khi có mọi từ đã gõ.",
        "With or without accents. Pages are found that have all the words.",
    ),
    "search_nothing": (
        "Không có trang nào có mọi từ này. Hãy thử ít từ hơn.",
        "No page has all these words. Try fewer of them.",
    ),
    "search_found_one": ("Tìm thấy một trang.", "One page found."),
    "search_found_many": ("Tìm thấy ${resultCount} trang.", "${resultCount} pages found."),
}

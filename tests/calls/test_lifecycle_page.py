from docs.make_lifecycle import PAGE, lifecycle_page


def test_the_page_on_the_lifecycle_is_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == lifecycle_page(), "run: python -m docs.make_lifecycle"

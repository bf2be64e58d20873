"""What a reader of the dossier meets in a browser: clicks, filters, the two themes, no network."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from demarche.records import Record
from demarche.views.dossier import render_dossier
from tests.dossier_crisis import BROKEN, CRISIS, HALTED, SHELLING, TURNED, VETOED
from tests.dossier_sample import (
    ACCEPT,
    DOCUMENTS,
    ENTITIES,
    EVENTS,
    EXPELLED,
    FIGURES,
    SAMPLE,
    SHELLED,
    SOIL,
    STATEMENTS,
    TOLD,
    TOLL,
)

Browser = webdriver.Chrome


def start_browser(*, scripts: bool = True) -> Browser:
    """Start a headless browser, or skip with a word where there is none."""
    programs = shutil.which("chromium"), shutil.which("chromedriver")
    if not all(programs):
        word = "chromium or chromedriver is absent: the dossier was not tried in a browser"
        (pytest.fail if os.environ.get("DEMARCHE_REQUIRE") else pytest.skip)(word)
    options = webdriver.ChromeOptions()
    options.binary_location = str(programs[0])
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage"):
        options.add_argument(f"--{argument}")
    options.add_argument("--window-size=1400,900")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if not scripts:
        setting = {"profile.managed_default_content_settings.javascript": 2}
        options.add_experimental_option("prefs", setting)
    return webdriver.Chrome(options=options, service=Service(programs[1]))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dossier") / "dossier.html"
    path.write_text(render_dossier(SAMPLE), "utf-8")
    return path


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    browser = start_browser()
    yield browser
    browser.quit()


@pytest.fixture(scope="module")
def plain_window() -> Iterator[Browser]:
    """A browser with scripts off."""
    browser = start_browser(scripts=False)
    yield browser
    browser.quit()


@pytest.fixture
def browser(window: Browser, file: Path) -> Browser:
    window.get("about:blank")  # else a second visit to the same file would keep its state
    window.get(file.as_uri())
    return window


def lit(browser: Browser) -> str:
    """Return the highlighted words, joined as they stand."""
    script = "return [...document.querySelectorAll('.lit')].map((n) => n.textContent).join('')"
    return str(browser.execute_script(script))


def row(browser: Browser, id: str) -> WebElement:
    return browser.find_element(By.ID, id)


def shown(browser: Browser, kind: str) -> int:
    script = """return [...document.querySelectorAll(`table.${arguments[0]} tbody tr`)]
        .filter((row) => row.checkVisibility()).length"""
    return int(browser.execute_script(script, kind))


def in_view(browser: Browser, node: WebElement) -> bool:
    """Say whether an element can be seen in the reading pane as it is scrolled."""
    script = """const a = arguments[0].getBoundingClientRect();
        const b = document.getElementById("pages").getBoundingClientRect();
        return a.top >= b.top && a.bottom <= b.bottom && a.height > 0"""
    return bool(browser.execute_script(script, node))


def words(browser: Browser, text: str) -> WebElement:
    """Return the marked segment with exactly this text."""
    script = """return [...document.querySelectorAll("#pages [data-r]")]
        .find((node) => node.textContent === arguments[0])"""
    found = browser.execute_script(script, text)
    assert isinstance(found, WebElement), f"{text!r} is marked nowhere"
    return found


def test_a_click_on_a_statement_highlights_exactly_its_words(browser: Browser) -> None:
    row(browser, SOIL.id).find_elements(By.TAG_NAME, "td")[3].click()
    WebDriverWait(browser, 5).until(lambda b: lit(b) != "")
    assert lit(browser) == (
        "“We will not be watched on our own soil,”shetold reporters“and we will not pay for it.”"
    )
    assert "picked" in row(browser, SOIL.id).get_attribute("class")
    row(browser, ACCEPT.id).find_elements(By.TAG_NAME, "td")[3].click()
    WebDriverWait(browser, 5).until(lambda b: lit(b).startswith("Velmar"))
    assert lit(browser) == (
        "Velmar's foreign minister, Irena Vosssaidher country would never accept a border mission"
    )


@pytest.mark.parametrize("record", [STATEMENTS[-1], EVENTS[-1], FIGURES[-1], TOLL, SHELLED])
def test_a_click_on_a_row_brings_its_words_into_view(browser: Browser, record: Record) -> None:
    row(browser, record.id).find_elements(By.TAG_NAME, "td")[0].click()
    WebDriverWait(browser, 5).until(lambda b: lit(b) != "")
    assert in_view(browser, browser.find_element(By.CSS_SELECTOR, ".lit"))


def test_a_click_on_words_lists_all_the_records_that_stand_on_them(browser: Browser) -> None:
    words(browser, "shelled").click()
    notes = browser.find_element(By.ID, "notes")
    assert notes.is_displayed()
    assert notes.text.startswith("3 records stand on these words")
    assert [head.text for head in notes.find_elements(By.TAG_NAME, "h4")] == [
        "E1 event", "S3 statement", "S4 statement",
    ]  # fmt: skip
    assert "alleged" in notes.text
    assert lit(browser) == "shelled"
    assert "picked" in row(browser, TOLD.id).get_attribute("class")
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
    assert not notes.is_displayed()
    assert lit(browser) == ""


def test_a_number_in_the_text_leads_to_the_row(browser: Browser) -> None:
    browser.find_element(By.ID, f"w-{EXPELLED.id}").click()
    found = row(browser, EXPELLED.id)
    WebDriverWait(browser, 5).until(lambda _: "picked" in (found.get_attribute("class") or ""))
    assert found.is_displayed()
    assert lit(browser).startswith("Karsin")


def test_an_entity_leads_to_its_mentions_on_each_page(browser: Browser) -> None:
    found = row(browser, ENTITIES[0].id)
    found.find_element(By.LINK_TEXT, "p. 3").click()
    WebDriverWait(browser, 5).until(lambda b: "Voss" in lit(b))
    third = browser.find_element(By.CSS_SELECTOR, "#page-3 .lit")
    assert third.text == "Voss"
    assert in_view(browser, third)


def test_filters_leave_only_the_rows_that_fit(browser: Browser) -> None:
    form = browser.find_element(By.ID, "filters")
    assert shown(browser, "statements") == len(STATEMENTS)
    form.find_element(By.NAME, "text").send_keys("never accept")
    WebDriverWait(browser, 5).until(lambda b: shown(b, "statements") == 1)
    assert row(browser, ACCEPT.id).is_displayed()
    assert f"1 of {len(STATEMENTS)} statements" in browser.find_element(By.ID, "found").text
    assert shown(browser, "figures") == 0

    form.find_element(By.CSS_SELECTOR, "[type=reset]").click()
    WebDriverWait(browser, 5).until(lambda b: shown(b, "statements") == len(STATEMENTS))
    Select(form.find_element(By.NAME, "type")).select_by_visible_text("alleged")
    WebDriverWait(browser, 5).until(lambda b: shown(b, "events") == 1)
    assert row(browser, SHELLED.id).is_displayed()


def test_filters_by_party_page_and_kind_work_together(browser: Browser) -> None:
    form = browser.find_element(By.ID, "filters")
    Select(form.find_element(By.NAME, "party")).select_by_visible_text("Irena Voss")
    Select(form.find_element(By.NAME, "kind")).select_by_visible_text("statements")
    Select(form.find_element(By.NAME, "page")).select_by_value("2")
    expected = sum(
        s.source is not None and s.source.name == "Irena Voss"
        and s.evidence[0].document_id == DOCUMENTS[1].id
        for s in STATEMENTS
    )  # fmt: skip
    WebDriverWait(browser, 5).until(lambda b: shown(b, "statements") == expected)
    assert expected > 0
    assert shown(browser, "events") == 0


def test_a_head_sorts_its_column_up_and_down(browser: Browser) -> None:
    column = browser.find_element(By.CSS_SELECTOR, "table.figures thead th:nth-child(2)")
    numbers = []
    for expected in ("ascending", "descending"):
        column.find_element(By.TAG_NAME, "button").click()
        assert column.get_attribute("aria-sort") == expected
        cells = browser.find_elements(By.CSS_SELECTOR, "table.figures td.amount")
        numbers.append([float(cell.get_attribute("data-v") or "nan") for cell in cells])
    assert numbers[0] == sorted(numbers[0])
    assert numbers[1] == sorted(numbers[0], reverse=True)


def test_a_count_of_the_overview_shows_the_records_it_counted(browser: Browser) -> None:
    link = browser.find_element(By.CSS_SELECTOR, ".does [data-only]")
    count = int(link.text)
    link.click()
    WebDriverWait(browser, 5).until(lambda b: shown(b, "events") == count)
    assert shown(browser, "statements") == 0


def test_the_theme_and_the_layers_can_be_switched(browser: Browser) -> None:
    paper = "return getComputedStyle(document.body).backgroundColor"
    before = browser.execute_script(paper)
    button = browser.find_element(By.ID, "theme")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert browser.execute_script(paper) != before
    layer = browser.find_element(By.CSS_SELECTOR, "[data-layer=figures]")
    number = words(browser, "more than 9,000")
    back = "return getComputedStyle(arguments[0]).backgroundColor"
    marked = browser.execute_script(back, number)
    layer.click()
    assert layer.get_attribute("aria-pressed") == "false"
    assert browser.execute_script(back, number) != marked


def test_nothing_is_fetched_and_nothing_is_complained_of(browser: Browser) -> None:
    words(browser, "shelled").click()
    row(browser, SOIL.id).find_elements(By.TAG_NAME, "td")[3].click()
    fetched = "return performance.getEntriesByType('resource').map((entry) => entry.name)"
    assert browser.execute_script(fetched) == []
    assert [entry["message"] for entry in browser.get_log("browser")] == []
    sent = [
        e["message"] for e in browser.get_log("performance") if "requestWillBeSent" in e["message"]
    ]
    assert not any('"url":"http' in message for message in sent)


def test_no_hostile_text_became_an_element(browser: Browser) -> None:
    assert browser.find_elements(By.CSS_SELECTOR, "article script, article b, table img") == []
    folded = browser.find_element(By.ID, "page-1").get_attribute("textContent")
    assert "<script>alert(1)</script>" in (folded or "")


def test_with_scripts_off_everything_can_be_read(plain_window: Browser, file: Path) -> None:
    plain_window.get(file.as_uri() + f"#w-{FIGURES[-1].id}")
    assert plain_window.find_element(By.ID, "filters").is_displayed() is False
    assert shown(plain_window, "statements") == len(STATEMENTS)
    page = plain_window.find_element(By.ID, "page-3")
    assert "said Karsin could send" not in page.text  # the little number stands between
    assert "Karsin could send" in page.text
    assert plain_window.find_element(By.ID, f"w-{FIGURES[-1].id}").is_displayed()


def test_a_phone_needs_no_sideways_scrolling(browser: Browser) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        width = browser.execute_script("return document.documentElement.scrollWidth")
        assert width == 390
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_print_shows_whole_tables_and_no_controls(browser: Browser) -> None:
    form = browser.find_element(By.ID, "filters")
    form.find_element(By.NAME, "text").send_keys("never accept")
    WebDriverWait(browser, 5).until(lambda b: shown(b, "statements") == 1)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert shown(browser, "statements") == len(STATEMENTS)
        assert shown(browser, "figures") == len(FIGURES)
        assert not form.is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


# ---------------------------------------------------------------- panels of the whole crisis


@pytest.fixture(scope="module")
def whole_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "dossier.html"
    path.write_text(render_dossier(CRISIS), "utf-8")
    return path


@pytest.fixture
def crisis(window: Browser, whole_file: Path) -> Browser:
    window.get("about:blank")
    window.get_log("browser")
    window.get(whole_file.as_uri())
    return window


def faded(browser: Browser, panel: str) -> tuple[int, int]:
    """Return how many marks of a panel are faded, and how many there are."""
    script = """const all = [...document.querySelectorAll(`#${arguments[0]} [data-keys]`)];
        return [all.filter((node) => node.classList.contains("faded")).length, all.length]"""
    found = browser.execute_script(script, panel)
    return int(found[0]), int(found[1])


def choose_day(browser: Browser, name: str, day: str) -> None:
    """Fill in a day of the filters: what is typed depends on the browser's language."""
    script = """arguments[0].value = arguments[1];
        arguments[0].dispatchEvent(new Event("input", {bubbles: true}))"""
    field = browser.find_element(By.CSS_SELECTOR, f"#filters [name={name}]")
    browser.execute_script(script, field, day)


def test_every_panel_is_there_and_has_a_size(crisis: Browser) -> None:
    for link in crisis.find_elements(By.CSS_SELECTOR, ".masthead nav a"):
        panel = crisis.find_element(By.ID, (link.get_attribute("href") or "").split("#")[1])
        assert panel.size["height"] > 30, panel.get_attribute("id")
    for svg in crisis.find_elements(By.CSS_SELECTOR, ".index svg.chart"):
        assert svg.size["width"] > 10


def test_one_choice_of_days_holds_for_tables_and_charts(crisis: Browser) -> None:
    form = crisis.find_element(By.ID, "filters")
    assert faded(crisis, "positions")[0] == 0
    choose_day(crisis, "from", "2031-07-01")
    WebDriverWait(crisis, 5).until(lambda b: shown(b, "positions") == 3)  # those of July
    gone, marks = faded(crisis, "positions")
    assert 0 < gone < marks
    assert faded(crisis, "measures")[0] == faded(crisis, "measures")[1] > 0
    assert shown(crisis, "votes") == 0
    form.find_element(By.CSS_SELECTOR, "[type=reset]").click()
    WebDriverWait(crisis, 5).until(lambda b: faded(b, "positions")[0] == 0)


def test_a_number_of_the_matrix_shows_its_events(crisis: Browser) -> None:
    cell = crisis.find_element(By.CSS_SELECTOR, ".dyads td a")
    keys = (cell.get_attribute("data-only") or "").split()
    cell.click()
    WebDriverWait(crisis, 5).until(lambda b: shown(b, "events") == len(keys))
    assert shown(crisis, "votes") == 0


def test_a_stand_that_one_record_tells_shows_its_words(crisis: Browser) -> None:
    cells = crisis.find_elements(By.CSS_SELECTOR, ".stands td a")
    cell = next(one for one in cells if " " not in (one.get_attribute("data-only") or " "))
    cell.click()
    WebDriverWait(crisis, 5).until(lambda b: lit(b) != "")
    assert shown(crisis, "positions") == 1
    assert in_view(crisis, crisis.find_element(By.CSS_SELECTOR, ".lit"))


def test_a_mark_of_a_chart_leads_to_its_row_by_keyboard(crisis: Browser) -> None:
    mark = crisis.find_element(By.CSS_SELECTOR, f'#measures svg a[href="#{HALTED.id}"]')
    crisis.execute_script("arguments[0].focus()", mark)
    assert crisis.switch_to.active_element == mark
    crisis.switch_to.active_element.send_keys(Keys.ENTER)
    found = row(crisis, HALTED.id)
    WebDriverWait(crisis, 5).until(lambda _: "picked" in (found.get_attribute("class") or ""))
    assert "halted" in lit(crisis)


def test_a_dispute_lights_the_words_of_both_sides(crisis: Browser) -> None:
    row(crisis, SHELLING.id).find_elements(By.TAG_NAME, "td")[0].click()
    WebDriverWait(crisis, 5).until(lambda b: lit(b) != "")
    articles = """const lit = [...document.querySelectorAll(".lit")];
        return [...new Set(lit.map((node) => node.closest("article").id))]"""
    pages = crisis.execute_script(articles)
    assert pages == ["page-1", "page-2"]
    notes = crisis.find_element(By.ID, "notes")
    assert notes.text.startswith(f"{row(crisis, SHELLING.id).get_attribute('data-k')} dispute")


def test_every_record_has_an_address_of_its_own(crisis: Browser, whole_file: Path) -> None:
    for record in (VETOED, TURNED, SHELLING, BROKEN):
        crisis.get("about:blank")
        crisis.get(f"{whole_file.as_uri()}#{record.id}")
        found = row(crisis, record.id)
        assert "picked" in (found.get_attribute("class") or "")
        assert found.is_displayed()


def test_words_of_a_vote_link_to_the_publishers_page(crisis: Browser) -> None:
    words(crisis, "vetoed").click()
    link = crisis.find_element(By.LINK_TEXT, "these words on the publisher’s page")
    assert "https://herald.example/story#:~:text=" in (link.get_attribute("href") or "")


def test_the_panels_need_no_script(plain_window: Browser, whole_file: Path) -> None:
    plain_window.get(whole_file.as_uri())
    positions = plain_window.find_element(By.ID, "positions")
    assert "Tarn: Sanctions should be imposed" in positions.text
    assert plain_window.find_element(By.CSS_SELECTOR, "#series svg").is_displayed()
    assert shown(plain_window, "disputes") == 3


@pytest.mark.parametrize("width", [390, 760, 1100])
def test_the_panels_fit_the_screen(crisis: Browser, width: int) -> None:
    size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600}
    crisis.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        assert crisis.execute_script("return document.documentElement.scrollWidth") <= width
        wide = """return [...document.querySelectorAll(".index, .index > section")]
            .filter((node) => node.scrollWidth > node.clientWidth + 1).map((node) => node.id)"""
        assert crisis.execute_script(wide) == []
    finally:
        crisis.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_no_panel_complains(crisis: Browser) -> None:
    row(crisis, SHELLING.id).find_elements(By.TAG_NAME, "td")[0].click()
    crisis.find_element(By.CSS_SELECTOR, ".stands td a").click()
    assert [entry["message"] for entry in crisis.get_log("browser")] == []


def test_days_are_chosen_by_drawing_over_a_chart(crisis: Browser) -> None:
    chart = crisis.find_element(By.CSS_SELECTOR, "#measures svg[data-axis]")
    crisis.execute_script("arguments[0].scrollIntoView({block: 'center'})", chart)
    half, height = chart.size["width"] // 2, chart.size["height"]
    start = ActionChains(crisis).move_to_element_with_offset(chart, 20, height // 2 - 6)
    start.click_and_hold().move_by_offset(half - 60, 0).release().perform()
    form = crisis.find_element(By.ID, "filters")
    first, last = (
        form.find_element(By.NAME, name).get_attribute("value") or "" for name in ("from", "to")
    )
    assert "2031-06-01" < first < last < "2031-07-31"
    WebDriverWait(crisis, 5).until(lambda b: faded(b, "measures")[0] > 0)


def test_what_was_known_on_a_day_is_what_was_out_by_then(crisis: Browser) -> None:
    choose_day(crisis, "known", "2031-06-06")
    WebDriverWait(crisis, 5).until(lambda b: shown(b, "statements") == 5)  # of the first page
    assert shown(crisis, "disputes") == 0  # one side was not yet out
    assert shown(crisis, "incidents") == 1

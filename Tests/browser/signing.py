"""Signing in as a person does, in the demonstration: the page shows the code."""

RIDER, GUARD, MANAGER, WORKER, AUDITOR, ADMINISTRATOR = (
    f"199000000{number:02}" for number in (1, 2, 3, 7, 14, 15))


def ask_code(page, phone):
    """From the sign-in page to the one that asks for the code; returns the code it shows."""
    page.locator("[name=phone]").fill(phone)
    page.locator("form[action='/sign-in/codes'] button").click()
    return page.locator("#shown-code").inner_text()


def sign_in(page, phone, next_page="/me"):
    """Signs in by phone and code, and ends on `next_page`."""
    page.goto("/sign-in?fresh=yes&next=" + next_page)
    code = ask_code(page, phone)
    page.locator("[name=code]").fill(code)
    page.locator("form[action='/sign-in/sessions'] button").click()
    page.wait_for_url("**" + next_page)
    return page

"""The person at the browser: opens a consent page in a real Chromium and presses the button named.

``python -m tests.consents URL`` is what the program is given as the system's browser (``BROWSER``).
"""

import asyncio
import sys

from tests.browser import chromium


async def consent(address: str, button: str = "allow") -> str:
    """Press the button; return the words of the page the browser ends on."""
    async with chromium() as browser:
        page = await browser.new_page()
        await page.goto(address)
        await page.locator(f"#{button}").click()
        await page.wait_for_load_state()
        return await page.inner_text("body")


if __name__ == "__main__":
    sys.stdout.write(asyncio.run(consent(sys.argv[1])))

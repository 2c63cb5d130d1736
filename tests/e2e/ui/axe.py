"""What axe-core, the accessibility checker, finds on a page."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.servers import ROOT

_AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")


def findings(page: Page) -> list[str]:
    """Grave ones alone, each as `rule: the elements`."""
    page.evaluate(_AXE.read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations")
    return [
        f"{one['id']}: {', '.join(str(node['target'][0]) for node in one['nodes'])}"
        for one in found
        if one["impact"] in GRAVE
    ]

"""Whether text can be read: its contrast with what is behind it, as WCAG 2 counts it (AA: 4.5, large 3)."""

from playwright.async_api import Page

_MEASURE = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
  const behind = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), rgba("Canvas"));
  };
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const hasWords = (node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
  const isShown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const read = (node) => {
    const style = getComputedStyle(node), ground = behind(node);
    const ink = over(rgba(node.namespaceURI.endsWith("svg") ? style.fill : style.color), ground);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    return { found: contrast(ink, ground), least, name: `${node.tagName}.${node.getAttribute("class")}` };
  };
  return [...document.querySelectorAll("body *")].filter((node) => hasWords(node) && isShown(node))
    .map((node) => ({ ...read(node), words: node.textContent.slice(0, 30) }))
    .filter(({ found, least }) => found < least)
    .map(({ found, name, words }) => `${name} ${words}: ${found.toFixed(2)}`);
}
"""


async def too_faint(page: Page) -> list[str]:
    """Returns every visible text whose contrast is below AA, with its contrast."""
    faint: list[str] = await page.evaluate(_MEASURE)
    return faint

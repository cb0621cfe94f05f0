"""What a page is asked in a browser, to find what shuts somebody out."""

from __future__ import annotations

FAULTS = """(() => {
    const all = [...document.querySelectorAll("*")];
    const ids = all.map(one => one.id).filter(Boolean);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    const names = ["for", "aria-labelledby", "aria-controls", "aria-describedby"];
    const lost = all.flatMap(one => names.map(name => one.getAttribute(name)))
        .filter(id => id && !document.getElementById(id));
    const levels = [...document.querySelectorAll("h1, h2, h3, h4")]
        .filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]));
    const jumps = levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1);
    const small = [...document.querySelectorAll("button, select, input, textarea, summary")]
        .filter(one => one.checkVisibility() && !one.matches(".quiet, .command, .skip"))
        .filter(one => one.getBoundingClientRect().height < 43.9).map(one => one.outerHTML);
    const mains = document.querySelectorAll("h1, main").length === 2 ? [] : ["h1 or main"];
    return {twice, lost, jumps, small, mains};
})()"""
"""Ids that are there twice or lead nowhere, headings that jump, and what is too small to hit."""

PALE = """(() => {
    const brightness = rgb => rgb.map(one => one / 255)
        .map(one => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4)
        .reduce((sum, one, at) => sum + one * [.2126, .7152, .0722][at], 0);
    const parts = text => text.match(/[\\d.]+/g).map(Number);
    const behind = node => {
        for (let one = node; one; one = one.parentElement) {
            const [r, g, b, a = 1] = parts(getComputedStyle(one).backgroundColor);
            if (a > .5) return [r, g, b];
        }
        return [255, 255, 255];
    };
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const node = walk.currentNode.parentElement;
        const isSeen = node.checkVisibility() && !node.closest("svg, noscript");
        if (!isSeen || !walk.currentNode.data.trim()) continue;
        const [one, other] = [parts(getComputedStyle(node).color).slice(0, 3), behind(node)]
            .map(brightness).sort((a, b) => b - a);
        if ((one + .05) / (other + .05) < 4.5) found.push(walk.currentNode.data);
    }
    return found;
})()"""
"""Words that stand out too little from what is behind them (WCAG 2.2, 1.4.3)."""

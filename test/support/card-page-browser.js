// Runs in the browser, for card-page.ts: not part of the program that TypeScript checks.

globalThis.cardPage = {
  render({ json, config, css, openForms }) {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(config);
    card.parse(json);
    const element = card.render();
    // The renderer calls rows of buttons menu bars, without the keys of one; Teams does not.
    for (const bar of element.querySelectorAll('[role="menubar"]')) bar.setAttribute('role', 'group');
    for (const item of element.querySelectorAll('[role="menuitem"]')) item.setAttribute('role', 'button');
    const style = document.createElement('style');
    style.textContent = css;
    document.querySelector('main').replaceChildren(style, element);
    if (openForms) for (const button of element.querySelectorAll('button.expandable')) button.click();
  },

  layoutFaults() {
    const right = document.documentElement.clientWidth;
    const faults = document.documentElement.scrollWidth > right ? ['the page scrolls sideways'] : [];
    for (const element of document.querySelectorAll('main *:not(style)')) {
      const box = element.getBoundingClientRect();
      const name = `${element.tagName} « ${element.textContent.slice(0, 40)} »`;
      if (box.width > 0 && box.right > right + 1) faults.push(`${name} sticks out`);
      const cut = element.scrollWidth > element.clientWidth + 1;
      if (element.parentElement.tagName === 'BUTTON' && cut) faults.push(`${name} is cut`);
    }
    return faults;
  },

  async accessibilityFaults() {
    const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: levels } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`);
  },

  shownText() {
    return document.querySelector('main').textContent;
  },
};

import type { Page } from 'playwright-core';

/**
 * What is cut off on a page, or reaches out of it sideways, in words for who reads a failure. What scrolls by itself may be longer
 * than it is shown. (The function runs in the page: nothing from here reaches it.)
 */
export const findCutOff = (page: Page): Promise<string[]> =>
  page.locator('body, body *').evaluateAll((elements) => {
    const overflowOf = (element: Element): string => getComputedStyle(element).overflowX;
    const isInScrolled = (element: Element | null): boolean =>
      element !== null && (/auto|scroll/.test(overflowOf(element)) || isInScrolled(element.parentElement));
    /** A select tells nobody that its text is cut. Its arrow and padding take about two letters and a half. */
    const isChosenCut = (select: HTMLSelectElement): boolean => {
      const text = document.createElement('span');
      text.style.cssText = 'position: absolute; visibility: hidden; white-space: nowrap';
      text.style.font = getComputedStyle(select).font;
      text.textContent = select.selectedOptions[0]?.textContent ?? '';
      document.body.append(text);
      const { width } = text.getBoundingClientRect();
      text.remove();
      return width > select.clientWidth - 34;
    };
    const isCutOff = (element: Element): boolean => {
      const { left, right, width } = element.getBoundingClientRect();
      // One pixel wide is what is there for screen readers only.
      if (width <= 1 || !element.checkVisibility()) return false;
      if ((right > innerWidth + 1 || left < -1) && !isInScrolled(element.parentElement)) return true;
      if (element instanceof HTMLSelectElement) return isChosenCut(element);
      return /hidden|clip/.test(overflowOf(element)) && element.scrollWidth > element.clientWidth + 1;
    };
    return elements
      .filter(isCutOff)
      .map((element) => `${element.tagName} “${String(element.textContent).trim().slice(0, 60)}”`);
  });

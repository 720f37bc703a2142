import type { Action, ActionName } from '../action.ts';
import type { Button, CardData } from './message.ts';

/** An action as a button carries it. */
export function action(name: ActionName, about: Omit<Action, 'v' | 'action'> = {}): Action {
  return { v: 1, action: name, ...about };
}

/** An action as it is bound into a card: what is absent is left out, `v` and `version` stay numbers. */
export function actionData(carried: Action): CardData {
  const data: CardData = {};
  for (const [key, value] of Object.entries(carried)) {
    if (value !== undefined) data[key] = value;
  }
  return data;
}

export function buttonData(button: Button): CardData {
  return {
    title: button.title,
    style: button.style ?? 'default',
    verb: button.action.action,
    data: actionData(button.action),
  };
}

/** Inner width of a card on a phone, and what a button takes besides its letters, in pixels. */
const ROW_WIDTH = 280;
const BUTTON_WIDTH = 44;
const LETTER_WIDTH = 8.5;

/**
 * Buttons in rows that fit a narrow screen: clients neither wrap a row of buttons nor show the end of a title
 * that is too long for it.
 */
export function buttonRows(buttons: Button[]): CardData[] {
  const rows: CardData[][] = [];
  let left = 0;
  for (const button of buttons) {
    const width = BUTTON_WIDTH + button.title.length * LETTER_WIDTH;
    if (width > left || rows.length === 0) {
      rows.push([]);
      left = ROW_WIDTH;
    }
    rows.at(-1)?.push(buttonData(button));
    left -= width;
  }
  return rows.map((row) => ({ buttons: row }));
}

export type Theme = 'light' | 'dark';

const PALETTES = {
  light: {
    card: '#ffffff',
    ink: '#242424',
    soft: '#616161',
    accent: '#5b5fc7',
    onAccent: '#ffffff',
    attention: '#b10e1c',
    boxes: { emphasis: '#f5f5f5', accent: '#e8ebfa', good: '#e7f2da', warning: '#fbf6d9', attention: '#fcf4f6' },
    line: '#d1d1d1',
    control: '#616161',
  },
  dark: {
    card: '#292929',
    ink: '#ffffff',
    soft: '#adadad',
    accent: '#7f85f5',
    onAccent: '#000000',
    attention: '#f1707b',
    boxes: { emphasis: '#1f1f1f', accent: '#2f2f4a', good: '#0d2e0d', warning: '#4a3a00', attention: '#3b1519' },
    line: '#525252',
    control: '#adadad',
  },
};

/** The published look of cards in Teams (colours and measures of its host configuration), for tests. */
export function teamsHostConfig(theme: Theme) {
  const p = PALETTES[theme];
  const colour = (color: string) => ({ default: color, subtle: color === p.ink ? p.soft : color });
  const foregroundColors = {
    default: colour(p.ink),
    dark: colour(p.ink),
    light: colour(p.soft),
    accent: colour(p.accent),
    good: colour(p.ink),
    warning: colour(p.ink),
    attention: colour(p.attention),
  };
  const box = (backgroundColor: string) => ({ backgroundColor, foregroundColors });
  const config = {
    supportsInteractivity: true,
    fontFamily: '"Segoe UI", "DejaVu Sans", sans-serif',
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: p.line },
    containerStyles: {
      default: box(p.card),
      ...Object.fromEntries(Object.entries(p.boxes).map(([k, v]) => [k, box(v)])),
    },
    inputs: {
      label: { inputSpacing: 'small', optionalInputs: { weight: 'bolder' } },
      errorMessage: { color: 'attention' },
    },
    actions: {
      maxActions: 6,
      buttonSpacing: 8,
      spacing: 'default',
      showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    textBlock: { headingLevel: 2 },
  };
  const css = `
    body { margin: 0; background: ${p.card}; }
    .ac-pushButton { padding: 5px 12px; border: 1px solid ${p.control}; border-radius: 4px; background: ${p.card};
      color: ${p.ink}; font: 600 14px "Segoe UI", "DejaVu Sans", sans-serif; min-height: 32px; }
    .ac-pushButton.style-positive { background: ${p.accent}; border-color: ${p.accent}; color: ${p.onAccent}; }
    .ac-input { font: 14px "Segoe UI", "DejaVu Sans", sans-serif; color: ${p.ink}; }
    input.ac-input, textarea.ac-input, select.ac-input { background: ${p.card}; border: 1px solid ${p.control};
      border-radius: 4px; padding: 6px 8px; box-sizing: border-box; }
    .ac-richTextBlock, .ac-textBlock { overflow-wrap: anywhere; }`;
  return { config, css };
}

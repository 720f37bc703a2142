// Colours are the page's own variables, so that a card follows light and dark by itself.
const colour = (/** @type {string} */ name) => ({
  default: `var(--${name})`,
  subtle: name === 'ink' ? 'var(--ink-soft)' : `var(--${name})`,
  highlightColors: { default: 'var(--mark)', subtle: 'var(--mark)' },
});

const foregroundColors = {
  default: colour('ink'),
  dark: colour('ink'),
  light: colour('ink-soft'),
  accent: colour('accent'),
  good: colour('good'),
  warning: colour('warning'),
  attention: colour('attention'),
};

const box = (/** @type {string} */ background, /** @type {string} */ border) => ({
  backgroundColor: `var(--${background})`,
  borderColor: `var(--${border})`,
  foregroundColors,
});

const label = (/** @type {string} */ color) => ({ color, isSubtle: false, size: 'Default', weight: 'Bolder' });

/** How Adaptive Cards look in this page. */
export const hostConfig = {
  supportsInteractivity: true,
  fontFamily: 'inherit',
  fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 400, default: 400, bolder: 650 },
  lineHeights: { small: 18, default: 22, medium: 23, large: 25, extraLarge: 29 },
  spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  imageSizes: { small: 40, medium: 80, large: 160 },
  containerStyles: {
    default: box('card', 'line'),
    emphasis: box('card-soft', 'line'),
    accent: box('accent-soft', 'accent'),
    good: box('good-soft', 'good'),
    warning: box('warning-soft', 'warning'),
    attention: box('attention-soft', 'attention'),
  },
  textStyles: {
    heading: { weight: 'bolder', size: 'large', color: 'default', isSubtle: false },
    columnHeader: { weight: 'bolder', size: 'default', color: 'default', isSubtle: false },
  },
  inputs: {
    label: {
      inputSpacing: 'Small',
      requiredInputs: { ...label('Default'), suffix: '\u00a0*', suffixColor: 'Attention' },
      optionalInputs: label('Default'),
    },
    errorMessage: { color: 'Attention', size: 'Small', spacing: 'Small', weight: 'Bolder' },
  },
  actions: {
    maxActions: 12,
    spacing: 'Default',
    buttonSpacing: 8,
    showCard: { actionMode: 'Inline', inlineTopMargin: 12, style: 'emphasis' },
    preExpandSingleShowCardAction: false,
    actionsOrientation: 'Horizontal',
    actionAlignment: 'Left',
  },
  adaptiveCard: { allowCustomStyle: true },
  factSet: {
    title: { color: 'Default', size: 'Default', isSubtle: true, weight: 'Default', wrap: true, maxWidth: 160 },
    value: { color: 'Default', size: 'Default', isSubtle: false, weight: 'Bolder', wrap: true },
    spacing: 12,
  },
  textBlock: { headingLevel: 3 },
};

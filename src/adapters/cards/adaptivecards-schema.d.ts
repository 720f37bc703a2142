/** In place of `adaptivecards/src/schema`, which adaptivecards-templating's types import as TypeScript source. */
export interface IAdaptiveCard {
  [key: string]: unknown;
}

import { formulaires } from '../texts.fr.ts';
import { annexe1Header } from './annexe1-header.ts';
import { annexe1Optional } from './annexe1-optional.ts';
import { annexe1What } from './annexe1-what.ts';
import { annexe1Who } from './annexe1-who.ts';
import type { FormDefinition } from './types.ts';

/** The Annexe 1 of the circular: what it asks, in its words, then an optional block. */
export const annexe1: FormDefinition = {
  id: 'annexe1',
  version: 1,
  title: formulaires.annexe1.title,
  summary: true,
  fields: [...annexe1Header, ...annexe1Who, ...annexe1What, ...annexe1Optional],
};

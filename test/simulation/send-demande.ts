import type { ActionName } from '../../src/core/action.ts';
import type { Card } from '../../src/core/view/message.ts';
import type { Teacher } from './cast.ts';
import { type Chance, fillInputs } from './fill-form.ts';
import type { Hands } from './hands.ts';
import { offered } from './offers.ts';
import { answerAll } from './question-by-question.ts';

interface Tools {
  hands: Hands;
  by: Chance;
}

const MOST_CORRECTIONS = 8;

/** A new demande, from « nouvelle demande » to its sending: as one card in Teams, question by question in Tchap. */
export async function sendDemande(tools: Tools, who: Teacher): Promise<void> {
  const { hands, by } = tools;
  const cas = by.pick(['eleve', 'equipe'] as const);
  const question = await hands.press(who, { v: 1, action: 'nouvelle_demande', value: cas });
  const summary =
    who.channel === 'tchap'
      ? await answerAll(tools, who, question, { ecole: who.uai })
      : await fillCard(tools, who, question, cas);
  if (offered(summary, 'envoyer') === undefined) {
    throw new Error(`${who.externalId} was never shown the summary, but ${JSON.stringify(summary)}`);
  }
  await pressIn(tools, who, summary, 'envoyer');
}

async function fillCard(
  tools: Tools,
  who: Teacher,
  question: Card | undefined,
  cas: string,
): Promise<Card | undefined> {
  let card = await pressIn(tools, who, question, 'remplir_carte');
  for (let again = 0; again < MOST_CORRECTIONS && offered(card, 'envoyer') === undefined; again += 1) {
    card = await pressIn(tools, who, card, 'valider_carte', { cas, ecole: who.uai });
  }
  return card;
}

async function pressIn(
  { hands, by }: Tools,
  who: Teacher,
  card: Card | undefined,
  name: ActionName,
  known: { [inputId: string]: string } = {},
): Promise<Card | undefined> {
  const offer = offered(card, name);
  if (offer === undefined) return undefined;
  return hands.press(who, offer.action, { ...fillInputs(offer.inputs, hands.today, by), ...known });
}

import type { Address } from '../../src/app/ports/inbound.ts';
import type { Action, ActionName } from '../../src/core/action.ts';
import type { Card } from '../../src/core/view/message.ts';
import type { Person } from './cast.ts';
import { type Chance, fillInputs } from './fill-form.ts';
import type { Hands } from './hands.ts';
import { type Offer, offered, offersOf } from './offers.ts';
import { answerAll } from './question-by-question.ts';

/** How much likelier than another act; acts that are not named here come with the product, and are done as they come. */
const LIKELY: { [name in ActionName]?: number } = {
  prendre_en_analyse: 12,
  solliciter: 3,
  qualifier: 0.4,
  demander_complement: 0.3,
  recevoir_annexe: 0.05,
  proposer_dates: 2,
  proposer_reponse: 2,
  ouvrir_formation: 2,
  rejoindre_formation: 2,
  noter_intervention: 1.5,
  accepter: 3,
  noter_prise_attache: 3,
  choisir_date: 3,
  donner_avis: 4,
  noter_bilan: 4,
  fixer_bilan: 2,
  clore: 1,
  voir_dossier: 0.6,
  voir_intervention: 0.25,
  voir_suivi: 0.25,
  voir_base: 0.05,
  decliner: 0.7,
  reorienter: 0.3,
  completer: 0.3,
  renouveler: 0.3,
  passer_la_main: 0.2,
  abandonner_reponse: 0.4,
  annuler_rendez_vous: 0.3,
  annuler_acte: 0.2,
  changer_referent: 0.2,
  corriger_ecole: 0.2,
  rouvrir: 0.2,
  retirer: 0.15,
  fusionner: 0.15,
};
/** Acts that are nothing by themselves: what they show is pressed next. */
const LEADS_ON: ReadonlySet<ActionName> = new Set(['retirer', 'completer']);
/** A person gives up on a form that comes back so often. */
const MOST_REFILLS = 4;
const MOST_PAGES = 5;

const isView = ({ action }: Offer) => action.action.startsWith('voir_');

/** People of the simulated year in front of the bot's cards. */
export class AtWork {
  readonly #hands: Hands;
  readonly #by: Chance;

  constructor(hands: Hands, by: Chance) {
    this.#hands = hands;
    this.#by = by;
  }

  /** Opens what they are shown of a demande, turns its pages, and does one of the things that it offers. */
  async lookAndAct(who: Person, entry: Action, place?: Address): Promise<void> {
    let card = await this.#hands.press(who, entry, {}, place);
    const seen = new Set([idOf(entry)]);
    for (let page = 0; card !== undefined && page < MOST_PAGES; page += 1) {
      const offers = offersOf(card).filter(({ action }) => action.demandeId !== undefined && !seen.has(idOf(action)));
      const choice = this.#choose(offers);
      if (choice === undefined) return;
      seen.add(idOf(choice.action));
      card = await this.#take(who, choice, place);
      if (!isView(choice) && !LEADS_ON.has(choice.action.action)) return;
      card = await this.#confirm(who, card);
    }
  }

  /** Presses what stands in one of their last messages, however old. */
  async pressAnother(who: Person, card: Card, place?: Address): Promise<void> {
    const offers = offersOf(card);
    if (offers.length > 0) await this.#take(who, this.#by.pick(offers), place);
  }

  #choose(offers: Offer[]): Offer | undefined {
    const weights = offers.map(({ action }) => LIKELY[action.action] ?? 1);
    let left = this.#by.next() * weights.reduce((sum, weight) => sum + weight, 0);
    return offers.find((_, rank) => {
      left -= weights[rank]!;
      return left < 0;
    });
  }

  /** A form that opens, or that comes back with something to correct or to say besides, is filled and sent. */
  async #take(who: Person, offer: Offer, place?: Address): Promise<Card | undefined> {
    let card = await this.#press(who, offer, place);
    for (let again = 0; again < MOST_REFILLS; again += 1) {
      const same = openForm(card, offer.action.action);
      if (same === undefined) break;
      card = await this.#press(who, same, place);
    }
    return answerAll({ hands: this.#hands, by: this.#by }, who, card);
  }

  #press(who: Person, { action, inputs }: Offer, place?: Address): Promise<Card | undefined> {
    const values = who.channel === 'teams' ? fillInputs(inputs, this.#hands.today, this.#by) : {};
    return this.#hands.press(who, action, values, place);
  }

  /** « Retirer » and « Compléter » are said twice. */
  async #confirm(who: Person, card: Card | undefined): Promise<Card | undefined> {
    const sure = offered(card, 'confirmer_retrait') ?? offered(card, 'envoyer');
    return sure === undefined ? card : this.#hands.press(who, sure.action);
  }
}

function openForm(card: Card | undefined, name: ActionName): Offer | undefined {
  const open = card?.data.open;
  return open === undefined ? undefined : offered({ template: 'dossier', data: { open } }, name);
}

function idOf({ action, demandeId, field = '', value = '' }: Action): string {
  return [action, demandeId, field, value].join(' ');
}

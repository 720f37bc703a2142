import assert from 'node:assert/strict';
import { ACTS, FORM_ACTIONS, isFormAction } from '../../../src/app/demande/acts/acts.ts';
import type { ActionName } from '../../../src/core/action.ts';
import type { Demande, Etat } from '../../../src/core/demande/demande.ts';
import { isAnyParty } from '../../../src/core/demande/rights.ts';
import { transitionActionOf, transitionFor } from '../../../src/core/demande/transitions.ts';
import { FORMS } from '../../../src/core/form/forms.ts';
import type { FieldDefinition } from '../../../src/core/form/types.ts';
import { type OpenedWithSql, openWithSql, temporaryFolder } from '../../support/databases.ts';
import {
  type Cast,
  COMING,
  castOn,
  demandesInEachState,
  ROLES,
  type Role,
  TEAM,
} from '../../support/demandes-in-each-state.ts';
import { type Clicking, clickingOn, type Tried } from '../../support/every-act.ts';
import { formContext } from '../../support/form-context.ts';

const PLAIN = [
  'prendre_en_analyse',
  'accepter',
  'accepter_echange',
  'confirmer_retrait',
  'annuler_acte',
  'choisir_date',
] as const satisfies ActionName[];
const ACTIONS: ActionName[] = [...PLAIN, ...FORM_ACTIONS];
/** Said when the demande is not one's own to act on, or not now. */
const SENTENCE = /\p{Lu}[^"]{15,}\./u;

for (const style of ['cards', 'words'] as const) {
  describe(`every act, in every state, by everybody, with ${style}`, () => {
    let db: OpenedWithSql;
    let clicking: Clicking;
    let cast: Cast;
    let demandes: Map<Etat, Demande>;
    before(async function () {
      this.timeout(60_000);
      db = await openWithSql({ dataDir: temporaryFolder() });
      const channel = style === 'cards' ? 'teams' : 'tchap';
      cast = await castOn(db, channel);
      demandes = await demandesInEachState(db, cast);
      clicking = clickingOn(db, channel, style);
    });
    after(() => db?.close());

    for (const name of ACTIONS) {
      it(`${name} is done, or its form opened, where the table says so, and refused with a sentence elsewhere`, async function () {
        this.timeout(60_000);
        for (const demande of demandes.values()) {
          for (const role of ROLES.filter((one) => hasPart(demande, one))) await tryOut(name, demande, role);
        }
      });
    }

    /** One who has no part in it stands for all. */
    function hasPart(demande: Demande, role: Role): boolean {
      return (
        role === 'passant' || isAnyParty(demande, cast[role].actor, ['demandeur', 'analyste', 'sollicite', 'collegue'])
      );
    }

    async function tryOut(name: ActionName, demande: Demande, role: Role): Promise<void> {
      const tried = await press(name, demande, role);
      const where = `${demande.etat}: ${name} by ${role}`;
      assert.equal(tried.incidents, 0, where);
      if (isTheirsAlready(name, demande, role)) assertShown(tried, where);
      else if (!isAllowed(name, demande, role)) assertRefused(tried, where);
      else if (style === 'words' && isFormAction(name)) assertOpened(tried, name, where);
      else assertDone(tried, where);
    }

    function press(name: ActionName, { id, version }: Demande, role: Role): Promise<Tried> {
      const { identite } = cast[role];
      const ofTeam = role === 'analyste' && style === 'cards';
      const values = style === 'cards' && isFormAction(name) ? valuesOf(name, others(id)) : {};
      const at = ofTeam ? { ...TEAM, channel: identite.channel } : identite.personal!;
      return clicking.click(
        identite,
        { v: 1, action: name, demandeId: id, version, ...(name === 'choisir_date' ? { value: `1 ${COMING}` } : {}) },
        values,
        at,
      );
    }

    function others(id: string): World {
      return { cast, demandes: [...demandes.values()].filter((demande) => demande.id !== id) };
    }

    function isAllowed(name: ActionName, demande: Demande, role: Role): boolean {
      const row = transitionFor(demande.etat, transitionActionOf(name)!);
      if (row === undefined || isRefusedInWords(name, demande, role)) return false;
      const { actor } = cast[role];
      const makesSense = !isFormAction(name) || (ACTS[name].hasSubject?.(demande, actor, formContext()) ?? true);
      return makesSense && isAnyParty(demande, actor, row.by);
    }

    /** Who has accepted hands over, and does not decline: said once the form is filled. */
    function isRefusedInWords(name: ActionName, demande: Demande, role: Role): boolean {
      const accepted = isAnyParty(demande, cast[role].actor, ['intervenant']);
      return style === 'cards' && name === 'decliner' && accepted;
    }

    /** The same gesture again: they see how things stand. */
    function isTheirsAlready(name: ActionName, demande: Demande, role: Role): boolean {
      const took = name === 'prendre_en_analyse' && demande.analyste?.id === cast[role].identite.id;
      const accepted = name === 'accepter' && isAnyParty(demande, cast[role].actor, ['intervenant']);
      return took || accepted;
    }
  });
}

function assertRefused({ answer, events, out }: Tried, where: string): void {
  assert.deepEqual(events, [], where);
  const said = answer.kind === 'notice' ? answer.text : JSON.stringify([answer, out]);
  assert.match(said, SENTENCE, where);
  assert.match(said, /Rien n’a été changé|Ce n’est plus possible|déjà|plus possible|attendons/, where);
}

function assertShown({ events, answer, out }: Tried, where: string): void {
  assert.deepEqual(events, [], where);
  assert.ok(answer.kind === 'card' || out.length > 0, where);
}

function assertDone({ events, answer, out }: Tried, where: string): void {
  assert.ok(events.length > 0, `${where}: ${JSON.stringify(answer)}`);
  assert.ok(answer.kind === 'card' || out.some(({ content }) => content.op === 'send'), where);
}

function assertOpened({ events, out }: Tried, name: ActionName, where: string): void {
  assert.deepEqual(events, [], where);
  const form = FORMS[ACTS[name as keyof typeof ACTS].form];
  const said = out.map(({ content }) => (content.op === 'send' ? JSON.stringify(content.message) : '')).join();
  // Which one, when there is only one, is not asked.
  const first = [form.fields[0], form.fields.find(({ preset }: FieldDefinition) => preset === undefined)];
  assert.ok(
    first.some((field) => field && said.includes(field.question)),
    `${where}: ${said}`,
  );
}

interface World {
  cast: Cast;
  /** But the one that is acted on. */
  demandes: Demande[];
}

/** Answers that the form of an act takes. */
function valuesOf(name: keyof typeof ACTS, world: World): { [inputId: string]: string } {
  const form = FORMS[ACTS[name].form];
  return Object.fromEntries(form.fields.map((field) => [`${form.id}.${field.id}`, answerTo(field, world)]));
}

function answerTo(field: FieldDefinition, world: World): string {
  const [first] = field.choices?.({}) ?? [];
  if (first !== undefined) return first.value;
  switch (field.kind) {
    case 'date':
      return field.dateUse === 'coming' ? 'dans 6 semaines' : 'hier';
    case 'creneaux':
      return 'lundi 14 h';
    case 'ecole':
      return '0000002A';
    case 'choice':
    case 'choices':
      return optionOf(typeof field.optionsFrom === 'string' ? field.optionsFrom : '', world);
    default:
      return 'Quelques mots';
  }
}

function optionOf(source: string, { cast, demandes }: World): string {
  const sollicitations = demandes.flatMap((demande) => demande.sollicitations);
  switch (source) {
    case 'membres':
    case 'collegues':
      return cast.passant.actor.membreId ?? '';
    case 'intervenants':
      return sollicitations.find(({ nom }) => nom === 'second')?.membreId ?? '';
    case 'rendezVous':
    case 'propositions':
    case 'a_organiser':
    case 'en_cours':
      return '1';
    case 'genres':
      return 'membre:rased';
    case 'personnes':
      return 'plus_tard';
    case 'demandes':
      return demandes.find(({ etat }) => etat === 'complement_demande' || etat === 'membres_sollicites')?.id ?? '';
    default:
      return '';
  }
}

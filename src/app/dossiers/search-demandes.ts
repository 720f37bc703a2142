import type { Demande } from '../../core/demande/demande.ts';
import { type Found, findIn, searchedWords } from '../../core/demande/search-demande.ts';
import { refusalText } from '../../core/refusal.ts';
import { listeTexts } from '../../core/texts.fr.ts';
import { action } from '../../core/view/buttons.ts';
import { listeCard } from '../../core/view/liste-card.ts';
import type { Answer } from '../../core/view/message.ts';
import { saySimply } from '../dialogue/say-simply.ts';
import { say, show, type Turn } from '../turn.ts';
import { listed } from './listed.ts';
import { type Opening, openingsOf, type Reader, readerOf, twoSchoolYears } from './reader.ts';
import { searchedTexts } from './searched-texts.ts';

const t = listeTexts.recherche;
/** Five pages; whoever has more adds a word. */
const MOST_LISTED = 30;
const LONGEST_QUERY = 100;

/**
 * « chercher … » among what this person may read. Everything is sealed at rest, so what may match is opened and read
 * in memory. The words are kept nowhere but in the person's own conversation.
 * @throws RosterStale
 */
export async function searchDemandes(turn: Turn, typed: string, page?: number): Promise<Answer> {
  const mots = typed.slice(0, LONGEST_QUERY);
  const wanted = searchedWords(mots);
  if (wanted.length === 0) {
    saySimply(turn, t.sansMot);
    return { kind: 'none' };
  }
  const reader = await readerOf(turn);
  const hits = await hitsOf(turn, reader, wanted);
  await journal(turn, reader);
  const card = listeCard({
    titre: t.titre,
    apercu: hits.length === 0 ? t.apercuVide : t.apercu(hits.length),
    intro: [
      t.mots(mots),
      ...(reader.unverified === undefined ? [] : [refusalText(reader.unverified)]),
      ...(hits.length > MOST_LISTED ? [t.trop(MOST_LISTED)] : []),
    ],
    sections: [
      {
        title: '',
        demandes: hits
          .slice(0, MOST_LISTED)
          .map(({ demande, open, where }) =>
            listed(turn, demande, open, t.trouve(where.map((what) => t.ou[what]).join(', '))),
          ),
      },
    ],
    vide: [t.vide, t.conseil],
    turn: action('chercher', { field: mots }),
    ...(page === undefined ? {} : { page }),
  });
  if (page !== undefined) return show(turn, card);
  say(turn, card);
  return { kind: 'none' };
}

interface Hit extends Found {
  demande: Demande;
  open: Opening;
}

/** Best first, then newest first. */
async function hitsOf(turn: Turn, reader: Reader, wanted: string[]): Promise<Hit[]> {
  const { demandes } = turn.tx;
  const since = twoSchoolYears(turn.today);
  const hits = new Map<string, Hit>();
  const look = (demande: Demande) => {
    const [open] = openingsOf(turn, reader, demande);
    if (open === undefined) return;
    const found = findIn(searchedTexts(demande, open, reader.places.get(demande.circonscription)), wanted);
    if (found !== undefined) hits.set(demande.id, { ...found, demande, open });
  };
  (await demandes.ofDemandeur(turn.identite.id)).forEach(look);
  for (const [circonscription, { analyste, membreId = '' }] of reader.places) {
    if (analyste) await demandes.visitRecent(circonscription, since, look);
    else (await demandes.ofMembre(circonscription, membreId, since)).forEach(look);
  }
  return [...hits.values()].sort(
    (one, other) => other.score - one.score || other.demande.envoyeeLe.localeCompare(one.demande.envoyeeLe),
  );
}

/** That someone searched, never for what. */
async function journal({ tx, identite, inbound }: Turn, { places }: Reader): Promise<void> {
  const searched = places.size === 0 ? [undefined] : [...places.keys()];
  for (const circonscription of searched) {
    await tx.journal.write({
      ...(circonscription === undefined ? {} : { circonscription }),
      actorId: identite.id,
      channel: inbound.channel,
      action: 'chercher',
      outcome: 'vu',
    });
  }
}

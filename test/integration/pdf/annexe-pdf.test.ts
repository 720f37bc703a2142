import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createAnnexeWriter } from '../../../src/adapters/pdf/annexe-pdf.ts';
import { linesOf } from '../../../src/app/demande/views.ts';
import type { Answers } from '../../../src/core/form/types.ts';
import { annexePaper } from '../../../src/core/view/annexe-paper.ts';
import { contextOf, demandeOf } from '../../support/card-demande.ts';
import { LARGEST, USUAL } from '../../support/card-words.ts';
import { type ReadPdf, readPdf } from '../../support/read-pdf.ts';

describe('the Annexe 1 as a PDF', () => {
  const writer = createAnnexeWriter();

  async function written(changes: Answers = {}, words = USUAL, modifiedAt?: string): Promise<ReadPdf> {
    const demande = demandeOf(words);
    const filled = { ...demande, annexe: { ...demande.annexe, ...changes } };
    return readPdf(await writer.write(annexePaper(filled, linesOf(filled, contextOf(words)), modifiedAt)));
  }
  const holds = (page: string | undefined, ...texts: string[]) => {
    for (const text of texts) assert.ok(page?.includes(text), `« ${text} » in ${page}`);
  };

  it('has the words of the note and the answers, the case that was not asked for left empty', async () => {
    const [form, more] = (await written()).pages;
    holds(
      form,
      'ANNEXE 1 : Demande d’aide au Pôle Ressource',
      'Date de l’envoi de la demande : 12 mars 2026',
      'École : École élémentaire Jean-Moulin, Mont-Saint-Aignan',
      'Cas n°1 : demande pour un élève Cas n° 2 : demande pour un enseignant ou une équipe d’école',
      'Nom et prénom de l’élève : Claire Durand • Date de naissance : 12 mars 2016 • Niveau de classe : CE1, CE2',
      'Élève en situation de handicap : oui ☐ non ☒ • Présence d’AVS : oui ☒ non ☐ • Nom et prénom de l’enseignant',
      'équipe d’école) : • Niveau de classe (si demande pour un enseignant) : Difficultés rencontrées',
      'description factuelle succincte Depuis la rentrée, l’élève quitte sa place',
      'Demande 2026-0042 – page 1 sur 2',
    );
    holds(
      more,
      'Renseignements complémentaires Demande envoyée par : ',
      'Origine de la demande : Une équipe (conseil des maîtres de cycle) Date du conseil : 2 mars 2026',
      'PPRE : ',
      'Moments où joindre le demandeur : ',
      'page 2 sur 2',
    );
  });

  it('fills the other case alone for a team, and says when it was modified', async () => {
    const team: Answers = { cas: 'equipe', pour: 'enseignant', reference: 'Zoé Œuvrard' };
    const [form] = (await written(team, USUAL, '2026-12-01T10:00:00.000Z')).pages;
    holds(
      form,
      '12 mars 2026, modifiée le 1er décembre 2026',
      'Nom et prénom de l’élève : • Date de naissance : • Niveau de classe : • Enseignant(e) : •',
      'oui ☐ non ☐ • Présence d’AVS : oui ☐ non ☐',
      'équipe d’école) : Zoé Œuvrard • Niveau de classe (si demande pour un enseignant) : CE1, CE2',
    );
    assert.ok(!form?.includes('☒'));
  });

  it('is an accessible A4 document in French: tagged, titled without the pupil, its fonts inside', async () => {
    const read = await written();
    assert.deepEqual([read.tagged, read.language, read.title], [true, 'fr-FR', 'Annexe 1 – demande 2026-0042']);
    assert.deepEqual(read.sizes, [
      [595, 842],
      [595, 842],
    ]);
    assert.deepEqual(read.fontsNotEmbedded, []);
    const [form = [], more = []] = read.roles;
    assert.deepEqual(form.slice(0, 9), ['Document', 'H1', 'P', 'P', 'Table', 'TR', 'TH', 'TH', 'TR']);
    assert.deepEqual(
      ['TD', 'LI', 'H2'].map((role) => form.filter((one) => one === role).length),
      [2, 8, 1],
    );
    assert.deepEqual(more.slice(0, 3), ['Document', 'H2', 'P']);
  });

  it('goes on over as many pages as the texts need, every word of them', async () => {
    const read = await written({}, LARGEST);
    assert.ok(read.pages.length > 3, `${read.pages.length} pages`);
    const all = read.pages.map((page) => page.replace(/ ?Demande 2026-0042 – page \d+ sur \d+/, '')).join(' ');
    holds(all.replace(/\s+/g, ' '), LARGEST.texte.trim());
    for (const [index, page] of read.pages.entries()) holds(page, `page ${index + 1} sur ${read.pages.length}`);
  });

  it('shows every script that it can, one sign for what it cannot, and says so', async () => {
    const texte = 'Début \ud83d\ude80 مرحبا שלום Ψυχή Привет 日本語 हिन्दी 👩‍👩‍👧 \u0000\u202efin\ttout';
    const { pages } = await written({ difficultes: texte });
    holds(pages[0], 'Début � ', 'Ψυχή Привет � �', 'fin tout');
    for (const word of ['مرحبا', 'שלום']) {
      assert.ok(
        [...word].every((letter) => pages[0]?.normalize('NFKC').includes(letter)),
        word,
      );
    }
    holds(pages[1], 'Le signe � tient la place d’un caractère que ce document ne sait pas montrer.');
  });

  it('is written whatever the text', async () => {
    const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(any, async (texte) => {
        const [form] = (await written({ difficultes: `Avant ${texte} après`, eleve_nom: texte })).pages;
        holds(form, 'Avant', 'après', 'Présence d’AVS');
      }),
      { numRuns: 15 },
    );
  });
});

import assert from 'node:assert/strict';
import type { FormAction } from '../../src/app/demande/acts/acts.ts';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import { choicesOf } from '../support/shown-card.ts';
import { BRUME, type Cast, castOf, chooseChannel, demandesOf, PUPIL, WORDS } from '../support/teams-cast.ts';
import { TeamsPlay } from '../support/teams-play.ts';

type Step = [what: string, ...more: string[]];

for (const on of ['postgres', 'embedded'] as const) {
  describe(`The way of a demande over Teams, on the ${on} database`, function () {
    this.timeout(40_000);
    let play: TeamsPlay;
    let cast: Cast;

    before(async function () {
      this.timeout(60_000);
      if (on === 'postgres') requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
      play = await TeamsPlay.open((cloud) => {
        cast = castOf(cloud);
        return [BRUME];
      }, on);
    });
    after(() => play?.close());

    const chat = (who: { id: string } = cast.claire) => play.cloud.personal(who as Cast['claire']);

    it('welcomes once, though Teams tells the installation twice, five times each', async () => {
      const { claire } = cast;
      const { activities } = play.cloud;
      const twice = [
        activities.installed(claire, chat()),
        { ...activities.joined(claire, chat()), membersAdded: [activities.bot] },
      ];
      await Promise.all(
        Array.from({ length: 5 }, () => twice)
          .flat()
          .map((activity) => play.post(activity)),
      );
      await play.reads(claire, /^Bonjour !/);
      await play.say(claire, 'aide');
      await play.reads(claire, /Ce que vous pouvez m’écrire/);
      assert.equal(play.seen(claire, chat()).filter(({ text }) => text.startsWith('Bonjour !')).length, 1);
    });

    it('leads through cas 1, one question at a time, clicked and typed, to a number', async () => {
      const { claire } = cast;
      const steps: Step[] = [
        ['click:Demande pour un élève'],
        ['say:jule vernoi brumeval', 'Est-ce bien cette école'],
        ['click:Oui, cette école', 'Quels sont le nom et le prénom'],
        [`say:${PUPIL.eleve_nom}`, 'date de naissance'],
        ['say:le 12 mars 2018', 'niveau de classe'],
        ['click:Valider', 'Qui est l’enseignant'],
        ['click:Moi : Claire Durand', 'en situation de handicap'],
        ['say:non', 'AVS'],
        ['click:Non', 'Qui fait cette demande'],
        ['say:moi', 'une aide ou un accompagnement'],
        ['click:Une aide', 'Quelles difficultés'],
        ['say:qui va lire ma demande ?', 'Seules l’équipe restreinte'],
        [`say:${WORDS}`, 'Déjà écrit'],
        ['click:Continuer', 'Quels aménagements'],
        ['click:Passer', 'L’essentiel est rempli'],
        ['click:Passer tout, voir le résumé', 'Relisez votre demande'],
      ];
      for (const [what, ...then] of steps) {
        const [, how, words] = /^(\w+):(.*)$/.exec(what)!;
        const typed: { [id: string]: string } = words === 'Valider' ? { niveau: 'CE2' } : {};
        if (how === 'say') await play.say(claire, words!);
        else await play.click(claire, chat(), words!, typed);
        for (const text of then) await play.reads(claire, new RegExp(text));
      }
      await play.reads(claire, new RegExp(PUPIL.eleve_nom));
      const sent = await play.click(claire, chat(), 'Envoyer la demande');
      assert.match(sent.text, /2\d{3}-0001/);
      await play.reads(claire, /L’équipe restreinte du pôle ressources va la lire/);
    });

    it('shows in the channel, once it is chosen, the demande that was sent before', async () => {
      const { helene, canal, bruno, claire } = cast;
      await play.mention(claire, canal, 'canal d’analyse');
      await play.reads(bruno, /Seule une personne de l’équipe restreinte/, canal);
      await chooseChannel(play, helene, canal);
      const { text } = await play.reads(bruno, /Demande 2\d{3}-0001[\s\S]*Envoyée, à lire/, canal);
      assert.match(text, /École élémentaire Jules Vernois[\s\S]*pour un élève[\s\S]*CE2[\s\S]*Z\. T\./);
      assert(!text.includes('Trucmuche') && !text.includes('2018'));
      assert.equal(play.seen(bruno, canal).filter((m) => /^Demande 2/.test(m.text)).length, 1);
    });

    it('goes from the analysis to an accepted intervention and the prise d’attache', async () => {
      const { bruno, canal, claire, nadia } = cast;
      const took = await play.click(bruno, canal, 'Prendre en analyse');
      assert.match(took.text, /En analyse[\s\S]*Bruno Maréchaux/);
      await play.reads(claire, /a été lue par l’équipe restreinte/);
      await play.click(bruno, canal, 'Voir le dossier');
      const acts = await play.click(bruno, canal, 'Agir sur la demande');
      assert.match(acts.text, /Ce dossier n’est montré qu’à vous/);
      await play.click(bruno, canal, 'Enregistrer', {
        'qualification.problematiques': 'Entrée dans la lecture',
        'qualification.note': 'À voir avec la famille.',
      });
      const asked = 'Depuis quand est-ce ainsi ?';
      await play.click(bruno, canal, 'Agir sur la demande');
      await play.click(bruno, canal, 'Envoyer la question', { 'complement-question.question': asked });
      await play.reads(claire, new RegExp(`besoin d’une précision[\\s\\S]*${asked.replace('?', '\\?')}`));
      await play.click(claire, chat(), 'Répondre');
      await play.reads(claire, /Que répondez-vous/);
      await play.say(claire, 'Depuis la rentrée.');
      await play.reads(claire, /Depuis la rentrée/);
      await play.click(claire, chat(), 'Continuer');
      await play.reads(bruno, /Le complément est arrivé/, canal);

      await play.click(bruno, canal, 'Voir le dossier');
      const full = await play.click(bruno, canal, 'Agir sur la demande');
      const member = choicesOf(full.card!).find(({ title }) => title.startsWith('Nadia Belhassen'))!;
      assert.match(member.title, /Enseignant spécialisé \(RASED\)/);
      await play.click(bruno, canal, 'Envoyer la sollicitation', {
        'sollicitation.membres': member.value,
        'sollicitation.message': 'Peux-tu passer lundi ?',
      });
      const card = await play.reads(nadia, /Le pôle ressources vous sollicite[\s\S]*Peux-tu passer lundi/);
      assert(!card.text.includes('Trucmuche'));
      const dossier = await play.click(nadia, chat(nadia), 'Voir le dossier');
      assert.match(dossier.text, new RegExp(`${PUPIL.eleve_nom}[\\s\\S]*${WORDS}`));
      assert(!dossier.text.includes('À voir avec la famille'), 'the private note stays with the team');
      await play.click(nadia, chat(nadia), 'Fermer le dossier');
      await play.click(nadia, chat(nadia), 'J’accepte l’intervention');
      await play.reads(claire, /Nadia Belhassen \(Enseignant spécialisé, RASED\) va prendre contact avec vous/);
      await play.click(nadia, chat(nadia), 'Voir le dossier');
      await play.click(nadia, chat(nadia), 'Enregistrer', {
        'prise-attache.date': 'hier',
        'prise-attache.note': 'Vue.',
      });
      const told = await play.reads(claire, /Premier contact noté/);
      assert(!told.text.includes('Vue.'), 'a note is for the pôle unless it is shared');
      await play.until(
        () => play.cloud.messages(canal.id).some(({ activity }) => /Première intention/.test(JSON.stringify(activity))),
        'the team’s card shows it',
      );
    });

    const byNadia = async (name: FormAction, values: { [id: string]: string }) => {
      const { nadia } = cast;
      await play.click(nadia, chat(nadia), 'Voir le dossier');
      return play.act(nadia, chat(nadia), name, values);
    };

    it('notes an observation with a shared note, proposes dates, and lets the two sides write to each other', async () => {
      const { claire, nadia } = cast;
      await byNadia('noter_intervention', {
        'intervention.acte': 'observation',
        'intervention.date': 'aujourd’hui',
        'intervention.note': 'Il travaille mieux à deux.',
        'intervention.partage': 'tous',
        'intervention.avec': 'la directrice',
      });
      await play.reads(claire, /Une observation est notée[\s\S]*Il travaille mieux à deux/);
      const past = await byNadia('proposer_dates', {
        'rendez-vous.objet': 'entretien',
        'rendez-vous.creneaux': '3 janvier 2026 à 14 h',
        'rendez-vous.duree': '60',
      });
      assert.match(past.text, /est déjà passée/);
      await play.click(nadia, chat(nadia), 'Envoyer les dates', {
        'rendez-vous.objet': 'entretien',
        'rendez-vous.creneaux': 'lundi 14 h, mardi 9h30',
        'rendez-vous.lieu': 'salle des maîtres',
        'rendez-vous.duree': '60',
      });
      const dates = await play.reads(claire, /Nadia Belhassen vous propose un entretien[\s\S]*salle des maîtres/);
      const [monday] = dates.text.match(/lundi [^,;]*, 14 h/) ?? [];
      const chosen = await play.click(claire, chat(), monday ?? '');
      assert.match(chosen.text, /Rendez-vous fixé :\s+lundi [\s\S]*Il travaille mieux à deux/);
      assert.doesNotMatch(chosen.text, /Vue\./);
      await play.reads(claire, /Vous avez rendez-vous avec Nadia Belhassen, lundi/);
      await play.reads(nadia, /a choisi : lundi[\s\S]*à 14 h, avec Nadia Belhassen/);
      await play.click(claire, chat(), 'Envoyer au pôle', { 'message-pole.texte': 'Faut-il préparer son cahier ?' });
      await play.reads(nadia, /Un message du demandeur[\s\S]*Faut-il préparer son cahier/);
      await play.click(nadia, chat(nadia), 'Répondre');
      await play.reads(nadia, /Que souhaitez-vous écrire au demandeur/);
      await play.say(nadia, 'Oui, merci.');
      await play.reads(nadia, /Déjà écrit/);
      await play.click(nadia, chat(nadia), 'Continuer');
      await play.reads(claire, /Nadia Belhassen vous a écrit[\s\S]*Oui, merci/);
      await byNadia('annuler_rendez_vous', { 'annulation-rendez-vous.rang': '1' });
      await play.reads(claire, /Rendez-vous annulé/);
      const base = play.cloud.messages(cast.canal.id).map(({ activity }) => JSON.stringify(activity));
      assert(!base.some((text) => /travaille mieux|Vue\.|son cahier/.test(text)), 'the channel has no contents');
    });

    it('proposes an answer, organises it and notes it as done; a colleague accepts an échange', async () => {
      const { claire, nadia, olivier, bruno, canal } = cast;
      const first = await byNadia('proposer_reponse', { 'reponse.genre': 'partenaire:accord:cmpp' });
      assert.match(first.text, /Structure – à remplir[\s\S]*Accord des parents – à remplir/);
      const proposed = {
        'reponse.genre': 'partenaire:accord:cmpp',
        'reponse.partenaire': 'autre',
        'reponse.accord_parents': 'non',
      };
      const refused = await play.click(nadia, chat(nadia), 'Proposer cette réponse', proposed);
      assert.match(refused.text, /Nom de la structure – à remplir[\s\S]*Sans l’accord des parents/);
      await play.click(nadia, chat(nadia), 'Proposer cette réponse', {
        ...proposed,
        'reponse.structure': 'CMPP du Parc',
        'reponse.accord_parents': 'oui',
      });
      await play.reads(claire, /Une réponse est proposée[\s\S]*CMPP du Parc/);
      await byNadia('organiser_reponse', {
        'organisation.debut': 'demain',
        'organisation.avec': 'Mme Arnoux',
      });
      await play.reads(claire, /Une réponse est prévue/);
      await byNadia('realiser_reponse', { 'realisation.date': 'hier', 'realisation.note': 'Famille reçue.' });
      const done = await play.reads(claire, /Une réponse a eu lieu/);
      assert(!done.text.includes('Famille reçue'), 'a note is for the pôle unless it is shared');

      const choosing = await byNadia('proposer_reponse', { 'reponse.genre': 'collegue:mutualisation' });
      const { value } = choicesOf(choosing.card!).find(({ title }) => title.startsWith('Olivier'))!;
      await play.click(nadia, chat(nadia), 'Proposer cette réponse', {
        'reponse.genre': 'collegue:mutualisation',
        'reponse.collegue': value,
        'reponse.detail': 'Pour Zéphyrin',
      });
      const asked = await play.reads(olivier, /Un échange d’expérience vous est demandé[\s\S]*Jules Vernois/);
      assert.doesNotMatch(asked.text, /Trucmuche|Zéphyrin|Claire|Z\. T\./);
      const accepted = await play.click(olivier, chat(olivier), 'J’accepte l’échange');
      assert.match(accepted.text, /Vous avez accepté[\s\S]*Claire Durand/);
      await play.reads(claire, /Olivier Quentinois accepte de partager son expérience avec vous/);
      await play.reads(bruno, /Olivier Quentinois accepte de partager son expérience/, canal);
    });

    it('fixes a bilan, takes it back, hears both sides, closes with a word and is reopened', async () => {
      const { bruno, canal, claire, nadia } = cast;
      for (const round of [1, 2]) {
        await byNadia('fixer_bilan', { 'bilan-date.date': 'dans 6 semaines' });
        await play.reads(claire, /Il aura lieu le/);
        if (round === 2) break;
        await play.click(nadia, chat(nadia), 'Annuler ce que je viens de faire');
        await play.reads(claire, /ne tenez pas compte du message précédent/);
      }
      await play.click(claire, chat(), 'Suivre ma demande');
      const given = await play.click(claire, chat(), 'Envoyer mon avis', {
        'bilan-avis.effet': 'progres',
        'bilan-avis.suite': 'clore',
      });
      assert.match(given.text, /Votre avis[\s\S]*un peu mieux/);
      await play.reads(nadia, /a donné son avis pour le bilan/);
      await play.act(bruno, canal, 'clore', {
        'cloture.motif': 'objectif',
        'cloture.texte': 'Merci à vous.',
      });
      await play.reads(claire, /est terminée[\s\S]*Merci à vous/);
      await play.act(bruno, canal, 'rouvrir', { 'reouverture.motif': 'Un nouvel élément.' });
      await play.reads(claire, /est rouverte/);
    });

    it('follows a demande of cas 2 for a team, whose reference is the école', async () => {
      const { marc, claire } = cast;
      await play.say(marc, 'nouvelle demande pour notre équipe');
      await play.reads(marc, /Quelle est votre école/);
      await play.say(marc, '9990015m');
      await play.click(marc, chat(marc), 'Une équipe d’école');
      await play.reads(marc, /École primaire du Vieux-Lavoir/);
      await play.say(marc, 'corriger la référence');
      await play.reads(marc, /Quelle est la référence de l’école/);
      await play.say(marc, 'École primaire du Vieux-Lavoir, cycle 2');
      await play.reads(marc, /Qui fait cette demande/);
      await play.say(marc, 'conseil de cycle');
      await play.say(marc, '3 novembre');
      await play.say(marc, 'un accompagnement');
      await play.say(marc, 'toute l’équipe');
      await play.reads(marc, /Quelles difficultés/);
      await play.say(marc, 'Le climat de la cour.');
      await play.say(marc, 'c’est tout');
      await play.say(marc, 'passer');
      await play.say(marc, 'passer tout');
      await play.reads(marc, /Relisez votre demande[\s\S]*cycle 2/);
      await play.say(marc, 'envoyer');
      await play.reads(marc, /Votre demande 2\d{3}-0002 est envoyée/);
      await play.reads(cast.bruno, /-0002[\s\S]*pour un enseignant ou une équipe/, cast.canal);
      await play.say(claire, 'mes demandes');
      const mine = await play.reads(claire, /Mes demandes[\s\S]*-0001/);
      assert(!mine.text.includes('-0002'));
    });

    it('moves to another channel with what is open, and says so in the old one', async () => {
      const { helene, bruno, canal, sonia } = cast;
      const other = play.cloud.channel('Nouvelle équipe', [helene, bruno, sonia]);
      await chooseChannel(play, bruno, other);
      await play.reads(bruno, /arrivent désormais dans un autre canal/, canal);
      await play.reads(bruno, /-0001/, other);
      await play.reads(bruno, /-0002/, other);
      const before = JSON.stringify(play.cloud.messages(canal.id));
      const late = await play.click(bruno, canal, 'Prendre en analyse');
      assert.match(late.text, /que dans la conversation où je l’ai proposé/);
      await play.click(bruno, other, 'Prendre en analyse');
      await play.until(() => /En analyse, depuis/.test(JSON.stringify(play.cloud.messages(other.id))), 'the new card');
      await play.reads(cast.marc, /a été lue/);
      assert.equal(JSON.stringify(play.cloud.messages(canal.id)), before, 'nobody reads the old channel any more');
    });

    if (on === 'postgres') {
      it('numbers by the year in which the school year began, and keeps history and state together', async () => {
        const now = new Date();
        const year = now.getFullYear() - (now.getMonth() < 8 ? 1 : 0);
        assert.deepEqual(
          (await demandesOf(play)).map(({ numero }) => numero),
          [`${year}-0001`, `${year}-0002`],
        );
        const versions = await play.sql(
          `SELECT d.version, count(*)::integer AS rows FROM demande d JOIN historique h ON h.demande_id = d.id
           GROUP BY d.id, d.version`,
        );
        assert(versions.every(({ version, rows }) => version === rows));
        await assert.rejects(play.sql("UPDATE historique SET type = 'x'"), /append-only/);
      });
    }
  });
}

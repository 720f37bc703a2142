import assert from 'node:assert/strict';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { readPdf } from '../support/read-pdf.ts';
import { requirePart } from '../support/require-part.ts';
import { choicesOf, plainSpaces, type ShownCard } from '../support/shown-card.ts';
import { type ReceivedMail, startSmtp, type TestSmtp } from '../support/smtp.ts';
import { BRUME, type Cast, castOf, chooseChannel, PUPIL, sendDemande, WORDS } from '../support/teams-cast.ts';
import { TeamsPlay } from '../support/teams-play.ts';

const PUBLIC_URL = 'https://pole.brume.example';
const OFFICIAL = ['ien@val-de-brume.example', 'cpc@val-de-brume.example'];

describe('What leaves by mail beside Teams', function () {
  this.timeout(40_000);
  let smtp: TestSmtp;
  let play: TeamsPlay;
  let cast: Cast;

  before(async function () {
    this.timeout(60_000);
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    smtp = await startSmtp();
    const settings = { SMTP_URL: smtp.url, MAIL_FROM: 'Pôle ressources <pole@brume.example>', PUBLIC_URL };
    play = await TeamsPlay.open(
      (cloud) => {
        cast = castOf(cloud);
        return [BRUME];
      },
      'postgres',
      settings,
    );
    await chooseChannel(play, cast.helene, cast.canal);
  });
  after(async () => {
    await play?.close();
    await smtp?.stop();
  });
  beforeEach(() => {
    smtp.mails.length = 0;
    smtp.refuse = {};
  });

  const subjectOf = ({ headers }: ReceivedMail) => plainSpaces(headers.get('subject') ?? '');
  const received = (count: number) => play.until(() => smtp.mails.length >= count && smtp.mails, `${count} mails`);
  const withoutPupil = (mail: ReceivedMail) => {
    const open = `${[...mail.headers].join()}${mail.text}${mail.files.map(({ name }) => name)}`;
    for (const secret of ['Trucmuche', 'Zéphyrin', PUPIL.naissance, WORDS]) assert.ok(!open.includes(secret), secret);
  };

  it('the Annexe 1 goes to the circonscription, its CPC in copy: when it is sent, and when it is modified', async () => {
    const { claire } = cast;
    const { numero } = await sendDemande(play, claire);
    const [sent] = await received(1);
    assert.ok(sent !== undefined);
    assert.deepEqual([sent.to, sent.headers.get('cc')], [OFFICIAL, OFFICIAL[1]]);
    assert.equal(subjectOf(sent), `Pôle ressources – demande ${numero}`);
    for (const told of [numero, 'École élémentaire Jules Vernois, Brumeval', 'canal d’analyse']) {
      assert.ok(sent.text.includes(told), `${told} in ${sent.text}`);
    }
    withoutPupil(sent);
    const [file] = sent.files;
    assert.deepEqual([file?.name, file?.type], [`annexe-1-demande-${numero}.pdf`, 'application/pdf']);
    const { pages } = await readPdf(file!.bytes);
    for (const told of ['Zéphyrin', '12 mars 2018', WORDS]) assert.ok(pages[0]?.includes(told), `${told} in ${pages}`);

    await play.click(claire, play.cloud.personal(claire), 'Suivre ma demande');
    await play.click(claire, play.cloud.personal(claire), 'Compléter ma demande');
    await play.quiet();
    await play.click(claire, play.cloud.personal(claire), 'Envoyer la modification');
    const [, modified] = await received(2);
    assert.equal(subjectOf(modified!), `Pôle ressources – demande ${numero} (version modifiée)`);
    assert.match((await readPdf(modified!.files[0]!.bytes)).pages[0]!, /, modifiée le /);
  });

  it('a demande that is withdrawn is told of without its Annexe 1', async () => {
    const { claire } = cast;
    const { numero } = await sendDemande(play, claire);
    await play.quiet();
    await play.click(claire, play.cloud.personal(claire), 'Suivre ma demande');
    await play.click(claire, play.cloud.personal(claire), 'Retirer ma demande');
    await play.quiet();
    await play.click(claire, play.cloud.personal(claire), 'Oui, retirer ma demande');
    const [, withdrawn] = await received(2);
    assert.equal(subjectOf(withdrawn!), `Pôle ressources – demande ${numero} (retirée)`);
    assert.deepEqual([withdrawn!.to, withdrawn!.files], [OFFICIAL, []]);
    withoutPupil(withdrawn!);
  });

  it('the team is told when the circonscription’s mailbox refuses it', async () => {
    smtp.refuse.rcpt = () => 550;
    const { numero } = await sendDemande(play, cast.claire);
    await play.reads(cast.bruno, new RegExp(`${numero}[\\s\\S]*courriel pour la circonscription`), cast.canal);
  });

  it('the demandeur opens their Annexe 1 by a link that says nothing and cannot be changed', async () => {
    const { claire } = cast;
    const place = play.cloud.personal(claire);
    const { numero, id } = await sendDemande(play, claire);
    await play.quiet();
    await play.click(claire, place, 'Suivre ma demande');
    await play.click(claire, place, 'Recevoir mon annexe 1');
    const { card } = await play.reads(claire, new RegExp(`Voici l’annexe 1 de votre demande ${numero}`));
    const { url } = card!.body.flatMap(({ actions = [] }) => actions)[0];
    assert.ok(url.startsWith(`${PUBLIC_URL}/documents/`), url);
    for (const secret of [numero, id, 'Trucmuche']) assert.ok(!url.includes(secret), secret);

    const path = url.slice(PUBLIC_URL.length);
    const found = await fetch(`${play.url}${path}`);
    assert.equal(found.status, 200);
    assert.equal(found.headers.get('content-disposition'), `attachment; filename="annexe-1-demande-${numero}.pdf"`);
    assert.equal(found.headers.get('cache-control'), 'no-store');
    assert.match((await readPdf(new Uint8Array(await found.arrayBuffer()))).pages[0]!, /Zéphyrin/);
    const other = await fetch(`${play.url}${path.slice(0, -2)}${path.endsWith('AA') ? 'BB' : 'AA'}`);
    assert.equal(other.status, 404);
    assert.match(await other.text(), /<html lang="fr">[\s\S]*ne correspond à aucun document/);
    assert.ok(!play.logs.includes(path.slice(-40)), 'no token in the log');
  });

  it('a demandeur who has blocked the bot reads its notices by mail, and the team hears of it only if that fails too', async () => {
    const { marc, bruno, canal } = cast;
    const { numero } = await sendDemande(play, marc);
    await play.quiet();
    smtp.mails.length = 0;
    play.cloud.block(marc.id, 'ConversationBlockedByUser');
    await play.click(bruno, canal, 'Prendre en analyse');
    const [notice] = await received(1);
    assert.deepEqual(
      [notice?.to, subjectOf(notice!)],
      [['marc.petit@ecole.example'], `Pôle ressources – demande ${numero}`],
    );
    assert.match(plainSpaces(notice!.text), /a été lue par l’équipe restreinte[\s\S]*ouvrez Teams/);
    withoutPupil(notice!);
    await play.quiet();
    const told = () => play.seen(bruno, canal).filter(({ text }) => text.includes('être remis au demandeur'));
    assert.equal(told().length, 0);

    smtp.refuse.rcpt = () => 550;
    const act = async (button: string, typed: (card: ShownCard) => { [id: string]: string }) => {
      await play.click(bruno, canal, 'Voir le dossier');
      const { card } = await play.click(bruno, canal, 'Agir sur la demande');
      await play.click(bruno, canal, button, typed(card!));
      await play.quiet();
    };
    await act('Envoyer la question', () => ({ 'complement-question.question': 'Depuis quand ?' }));
    await act('Envoyer la sollicitation', (card) => ({ 'sollicitation.membres': choicesOf(card)[0]!.value }));
    assert.equal(told().length, 1);
    play.cloud.block(marc.id, undefined);
  });
});

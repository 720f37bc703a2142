import type { CardBinder } from '../../src/app/ports/card-binder.ts';
import type { Channel } from '../../src/app/ports/channel.ts';
import type { HandleInbound, Inbound } from '../../src/app/ports/inbound.ts';
import type { Json } from '../../src/core/json.ts';
import type { Answer, CardData, Message } from '../../src/core/view/message.ts';

/** A bound card: a heading, what follows it as written, a field where asked for, and buttons. */
export const scriptBinder: CardBinder = {
  bind({ data }) {
    const { title, text, field, buttons } = data as { [key: string]: string | CardData[] };
    return {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [
        { type: 'TextBlock', text: String(title), style: 'heading', wrap: true },
        { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: String(text ?? '') }] },
        ...(field
          ? [
              {
                type: 'Input.Text',
                id: 'reponse',
                label: String(field),
                isRequired: true,
                errorMessage: 'Champ à remplir.',
              },
            ]
          : []),
      ] as Json,
      actions: ((buttons ?? []) as CardData[]).map((button) => ({
        type: 'Action.Execute',
        title: String(button.title),
        data: { v: '1', action: String(button.action), demandeId: String(button.demandeId ?? ''), version: '' },
      })) as Json,
    };
  },
};

export function scriptCard(
  title: string,
  text: string,
  buttons: [title: string, action: string][],
  field = '',
): Message {
  const data = { title, text, field, buttons: buttons.map(([label, action]) => ({ title: label, action })) };
  return { text: title, card: { template: 'message', data } };
}

/**
 * A small bot for the page's own tests: greets, echoes, posts a card to the channel that two people can take, with a
 * private answer; and takes each event once, as the product does.
 */
export function scriptedBot(channel: () => Channel): { handle: HandleInbound; seen: Inbound[] } {
  const seen: Inbound[] = [];
  const answers = new Map<string, Promise<Answer>>();
  const handle: HandleInbound = (inbound) => {
    const key = `${inbound.address.conversationId} ${inbound.actor.externalId} ${inbound.eventId}`;
    const known = answers.get(key);
    if (known) return known;
    seen.push(inbound);
    const answer = play(channel(), inbound);
    answers.set(key, answer);
    return answer;
  };
  return { handle, seen };
}

async function play(channel: Channel, inbound: Inbound): Promise<Answer> {
  const { payload, address, eventId } = inbound;
  if (payload.kind === 'installed') await channel.send(address, welcome(inbound.actor.name), eventId);
  if (payload.kind === 'text') await channel.send(address, replyTo(payload.text), eventId);
  if (payload.kind === 'text' && payload.text === 'nouvelle demande') {
    await channel.send({ ...address, conversationId: 'analyse', kind: 'channel' }, baseCard(''), `carte ${eventId}`);
  }
  if (payload.kind !== 'action') return { kind: 'none' };
  if (payload.action.action === 'voir_dossier') {
    return {
      kind: 'card',
      card: scriptCard('Dossier complet', 'Élève : Léo Martin, CE1', [['Fermer', 'voir_base']]).card!,
    };
  }
  if (payload.action.action === 'prendre_en_analyse') {
    await channel.update(address, payload.remoteId!, baseCard(inbound.actor.name));
    return { kind: 'notice', text: 'La demande est à vous.' };
  }
  if (payload.action.action === 'repondre') {
    return { kind: 'card', card: scriptCard('Réponse notée', payload.values.reponse ?? '(rien)', []).card! };
  }
  return { kind: 'none' };
}

function welcome(name: string): Message {
  return scriptCard(`Bonjour ${name}`, 'Que souhaitez-vous faire ?', [['Répondre', 'repondre']], 'Votre réponse');
}

function replyTo(text: string): Message {
  return { text: `Vous avez écrit : ${text}` };
}

function baseCard(taker: string): Message {
  const state = taker ? `En analyse, par ${taker}` : 'Envoyée';
  return scriptCard('Demande 2026-0001', state, [
    ['Voir le dossier', 'voir_dossier'],
    ['Prendre en analyse', 'prendre_en_analyse'],
  ]);
}

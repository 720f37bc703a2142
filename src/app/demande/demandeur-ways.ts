import { annexe1 } from '../../core/form/annexe1.ts';
import { openForm } from '../../core/form/engine.ts';
import { dialogueTexts } from '../../core/texts.fr.ts';
import type { Answer } from '../../core/view/message.ts';
import { messageCard } from '../../core/view/message-card.ts';
import { openAt } from '../dialogue/begin.ts';
import { newSaisie } from '../dialogue/saisies.ts';
import { button } from '../dialogue/say-simply.ts';
import { show } from '../turn.ts';
import type { DemandeTurn } from './demande-turn.ts';

/** « Compléter ma demande »: its answers opened at the summary, to be sent again as a new version. */
export async function completeSaisie(d: DemandeTurn): Promise<Answer> {
  const { turn, demande, pole } = d;
  const fresh = newSaisie(turn, annexe1.id, pole.context, {
    initial: demande.annexe,
    demandeId: demande.id,
    circonscription: demande.circonscription,
  });
  // What was left out when it was sent stays so: changing one answer asks for no other.
  const skipped = annexe1.fields.flatMap(({ id, optional, maySkip }) =>
    (optional || maySkip) && demande.annexe[id] === undefined ? [id] : [],
  );
  const state = openForm(annexe1, { ...fresh.state, at: 'resume', optional: 'left', skipped }, pole.context).state;
  return openAt(turn, { ...fresh, state }, pole.context);
}

/** « Retirer ma demande »: asked once more, because the team stops working on it. */
export function confirmWithdrawal(d: DemandeTurn): Answer {
  const { demande } = d;
  const about = { demandeId: demande.id, version: demande.version };
  const { confirmerRetrait, fermer } = dialogueTexts.boutons;
  return show(
    d.turn,
    messageCard({
      title: dialogueTexts.retraitConfirmer(demande.numero),
      paragraphs: [],
      tone: 'warning',
      buttons: [
        { ...button(confirmerRetrait, 'confirmer_retrait', about), style: 'destructive' },
        button(fermer, 'voir_suivi', about),
      ],
    }),
  );
}

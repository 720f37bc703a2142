import type { Intent } from '../../core/dialogue/intent.ts';
import type { Answer } from '../../core/view/message.ts';
import type { Turn } from '../turn.ts';
import { listDossiers } from './list-dossiers.ts';
import { openByNumber } from './open-by-number.ts';
import { searchDemandes } from './search-demandes.ts';
import { tellWeek } from './tell-week.ts';

export type DossierIntent = Extract<Intent, { kind: 'mes_dossiers' | 'resume_semaine' | 'dossier' | 'chercher' }>;

/** A typed command about demandes already sent, in someone's private conversation. A draft under way stays as it is. */
export function runDossierIntent(turn: Turn, intent: DossierIntent): Promise<Answer> {
  switch (intent.kind) {
    case 'mes_dossiers':
      return listDossiers(turn);
    case 'resume_semaine':
      return tellWeek(turn);
    case 'dossier':
      return openByNumber(turn, intent);
    case 'chercher':
      return searchDemandes(turn, intent.mots);
  }
}

/** What people write into the cards of a test. */
export interface CardWords {
  /** A person's name, or a school's. */
  nom: string;
  ligne: string;
  texte: string;
  /** How many sollicitations, suggestions, notes… */
  many: number;
}

export const USUAL: CardWords = {
  nom: 'Claire Durand',
  ligne: 'Lecture',
  texte:
    'Depuis la rentrée, l’élève quitte sa place plusieurs fois par matinée, surtout pendant la lecture. Il reste dix minutes au plus sur une activité écrite.\nEn petit groupe, il participe volontiers.',
  many: 2,
};

const sentence = 'Il se lève souvent, « sans prévenir » ; le travail écrit reste difficile. ';

export const LARGEST: CardWords = {
  nom: 'Marie-Françoise-Éléonore '.repeat(5).slice(0, 100),
  ligne: 'Difficultés langagières et de communication orale '.repeat(3).slice(0, 120),
  texte: sentence.repeat(60).slice(0, 4000),
  many: 6,
};

/** Every character that JSON has to escape. */
export const ESCAPED: CardWords = { ...LARGEST, texte: '"\\\n'.repeat(1333), many: 2 };

export const MARKER = '**gras** _it_ [lien](http://exemple.test) <b>html</b> <at>Tous</at> ${x} ${demande.id}';

export const HOSTILE: CardWords = {
  nom: `${MARKER} {{DATE(2020-01-01T00:00:00Z,SHORT)}} {{TIME(2020-01-01T00:00:00Z)}}`,
  ligne: `# titre ${MARKER} {{DATE(2020-01-01T00:00:00Z,SHORT)}} \u202egauche à droite 👩‍🏫`,
  texte: `${MARKER}\n- puce\n1. liste\n> cite\n\`code\` ~~barre~~ {{{DATE(2020-01-01T00:00:00Z,SHORT)}} \u202eà l’envers\u2066 👩‍🏫 &lt;script&gt; \\*`,
  many: 2,
};

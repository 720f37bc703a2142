/**
 * Every word a person reads, in one place: plain French, vouvoiement, no word of the software.
 * Longer than other files on purpose: it is a catalogue, read by whoever reviews the texts.
 */

// ─── Forms: the engine's own sentences ──────────────────────────────────────
export const formTexts = {};

// ─── Forms: Annexe 1 and the short forms ────────────────────────────────────
export const formulaires = {};

// ─── Pôle: suggestions, fonctions ───────────────────────────────────────────
export const poleTexts = {};

// ─── Demande: states, history, refusals ─────────────────────────────────────
export const demandeTexts = {};

// ─── Cards ──────────────────────────────────────────────────────────────────
export const cardTexts = {};

// ─── Dialogue: greetings, help, questions asked in the middle ───────────────
export const dialogueTexts = {};

// ─── Sandbox page ───────────────────────────────────────────────────────────
export const sandboxTexts = {};

// ─── Command line (npm run pole) ────────────────────────────────────────────
export const poleCommandTexts = {};

// ─── Settings and start ─────────────────────────────────────────────────────
export const startTexts = {};

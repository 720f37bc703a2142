/** A frame that cannot be dealt with, and the sentence that says why. */
export class FrameRefused extends Error {}

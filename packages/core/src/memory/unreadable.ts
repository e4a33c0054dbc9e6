import { DiapasonError } from "../errors/fault.ts"

/** Whether it says that the log of one study is damaged (D400): what the rest of its store says is none the worse. */
export const isUnreadable = (error: unknown): error is DiapasonError => error instanceof DiapasonError && error.code === "D400"

/** What a person hears of a study that was passed over for it. */
export const unreadableNote = (study: string, { words }: DiapasonError): string =>
  `${study} is passed over, since it cannot be read: ${words.what}`

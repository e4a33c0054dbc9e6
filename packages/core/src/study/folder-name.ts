/** A study's name as the name of one folder: what could lead elsewhere is written as %XX. */
export const folderName = (study: string): string => encodeURIComponent(study.replace(/\p{Surrogate}/gu, "\ufffd")).replace(/^\./, "%2E")

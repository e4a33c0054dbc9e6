import { writeFile } from "node:fs/promises"
import { extname } from "node:path"
import { fault } from "@diapason/core"
import { themes, type Figure, type StudyView } from "@diapason/figures"

/** How large and in which colours. */
interface PictureWish {
  readonly width: number
  /** Where none is said, the figure's own. */
  readonly height: number | undefined
  readonly theme: "light" | "dark"
}

/** Writes a figure as the file's ending says. Throws D162 for an ending that is not known, D163 when it cannot be written. */
export async function writePicture(file: string, figure: Figure, view: StudyView, { width, height, theme }: PictureWish): Promise<void> {
  const ending = extname(file).toLowerCase()
  if (!endings.includes(ending)) throw fault("D162", { file, known: endings })
  const { svgOf } = await import("@diapason/figures/svg")
  const drawing = { width, height: height ?? Math.ceil(figure.height?.(view, width) ?? (width * 9) / 16), look: themes[theme] }
  const svg = svgOf(figure.panel(view, width), view, drawing)
  const body = ending === ".svg" ? svg : await (await import("../../host/png-of.ts")).pngOf(svg, 2)
  try {
    await writeFile(file, body)
  } catch (error) {
    throw fault("D163", { file, why: reasons[(error as NodeJS.ErrnoException).code ?? ""] ?? (error as Error).message })
  }
}

const endings = [".svg", ".png"]

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such folder",
  ENOTDIR: "a part of its path is a file",
  EISDIR: "it is a folder",
  EACCES: "it is not yours to write to",
  EPERM: "it is not yours to write to",
  EROFS: "the disk can only be read",
  ENOSPC: "no space is left on the disk",
}

/** Hands a text to the reader as a file. */
export function saveFile(name: string, text: string, media: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: media }))
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

/** The types of files that are taken, told by their first bytes and not by what somebody says they are. */
export const attachmentTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const

export type AttachmentType = (typeof attachmentTypes)[number]

/** How many bytes `sniffType` needs to see. */
export const sniffLength = 12

/** What a file is, or null where it is none of the types taken. */
export function sniffType(head: Uint8Array): AttachmentType | null {
  if (starts(head, 0, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (starts(head, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (starts(head, 0, ascii('RIFF')) && starts(head, 8, ascii('WEBP'))) return 'image/webp'
  if (starts(head, 0, ascii('%PDF-'))) return 'application/pdf'
  return null
}

function starts(head: Uint8Array, at: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[at + index] === byte)
}

function ascii(text: string): readonly number[] {
  return [...text].map((character) => character.charCodeAt(0))
}

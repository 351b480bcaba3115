import { answered, api, type Schemas } from '../api/client.ts'

/** A file by the hash of its content. */
export type Attachment = Schemas['Attachment']

/** Long enough to read a number plate, small enough for a phone's uplink. */
const longestSide = 1600

/** Where an attachment is shown from; the session's cookie opens it. */
export function attachmentUrl(hash: string): string {
  return `/api/attachments/${encodeURIComponent(hash)}`
}

/** Makes a photo small enough and uploads it. */
export async function uploadPhoto(file: File): Promise<Attachment> {
  const form = new FormData()
  form.append('file', await smaller(file), file.name)
  // The OpenAPI document says no more of the body than that it is multipart.
  return answered(api.POST('/api/attachments', { body: form as never, bodySerializer: () => form }))
}

/** Scales a photo down to JPEG; what is no image the browser can read is sent as it is. */
async function smaller(file: File): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return file
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  const jpeg = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85))
  return jpeg && (scale < 1 || jpeg.size < file.size) ? jpeg : file
}

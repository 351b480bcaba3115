const patterns: readonly RegExp[] = [
  // E-mail addresses.
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  // Number plates of the mainland: province, office, five or six signs.
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?[A-Z0-9]{4,5}[A-Z0-9挂学警港澳]/g,
  // Telephone, identity and card numbers: seven digits or more, also in groups.
  /\d(?:[ -]?\d){5,}[\dXx]/g,
]

/**
 * Masks what looks like a number plate, an e-mail address or a number of a person. A precaution, no promise: a vendor
 * that writes names writes names. Who reads a plugin's log therefore needs the permission for it.
 */
export function redact(text: string): string {
  return patterns.reduce((rest, pattern) => rest.replace(pattern, '•••'), text)
}

/** Eight bytes in hexadecimal, as people copy them from a label or a console. */
const eui = /^[0-9a-f]{2}([-: ]?[0-9a-f]{2}){7}$/i

/** The one spelling of an address: where a dialect defines addresses as hexadecimal, case and separators mean nothing. */
export function plainAddress(dialect: string | undefined, address: string): string {
  if (dialect !== 'chirpstack-v4') return address
  return (eui.test(address) ? address.replaceAll(/[-: ]/g, '') : address).toLowerCase()
}

import { installBuffer } from './buffer.ts'
import { base64Bytes, base64Text, latin1Bytes, latin1Text, utf8Bytes, utf8Text } from './text.ts'

/** The globals that published payload codecs expect beside the language itself. Runs inside the isolate. */
export function installGlobals(): void {
  installBuffer()
  const globals = {
    atob: (text: string) => latin1Text(base64Bytes(text)),
    btoa: (text: string) => base64Text(latin1Bytes(text)),
    TextEncoder: class TextEncoder {
      readonly encoding = 'utf-8'
      encode(text = ''): Uint8Array {
        return Uint8Array.from(utf8Bytes(text))
      }
    },
    TextDecoder: class TextDecoder {
      readonly encoding = 'utf-8'
      decode(bytes?: ArrayBuffer | Uint8Array): string {
        return bytes === undefined
          ? ''
          : utf8Text(bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes)
      }
    },
    // Scripts written for CommonJS leave their functions here.
    module: { exports: {} },
  }
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true })
  }
  const { exports } = globals.module
  Object.defineProperty(globalThis, 'exports', { value: exports, writable: true, configurable: true })
}

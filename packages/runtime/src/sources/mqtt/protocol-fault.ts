import type { Text } from '@linli/kernel'

/** What the broker says of packets that break the protocol, in Chinese; it speaks English only. */
const inChinese: Readonly<Record<string, string>> = {
  'topic has too many levels': '主题层级过多',
  'empty topic not allowed in PUBLISH': '发布的主题为空',
  '# is not allowed in PUBLISH': '发布的主题含有 #',
  '+ is not allowed in PUBLISH': '发布的主题含有 +',
  'connect did not arrive in time': '没有及时发来 CONNECT',
  'Invalid protocol': '不是 MQTT 协议',
  'unacceptable protocol version': '协议版本不受支持（应为 MQTT 3.1.1）',
  'identifier rejected': '客户端编号不可接受',
  'Client queue limit reached': '等待发送的消息过多',
}

/** A fault that the broker found, in both languages where it is a known one. */
export function protocolFault(message: string): Text {
  return { zh: inChinese[message] ?? message, en: message }
}

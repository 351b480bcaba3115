import { notPersonal, Type } from '@linli/sdk'

/** A parking bay with a LoRaWAN sensor in the ground. */
export const bayModel = {
  title: { zh: '车位传感器', en: 'Bay sensor' },
  properties: {
    occupied: Type.Boolean({ label: { zh: '有车', en: 'Occupied' } }),
    temperature: Type.Number({
      minimum: -50,
      maximum: 90,
      unit: '°C',
      label: { zh: '温度', en: 'Temperature' },
    }),
    battery: Type.Number({ minimum: 0, maximum: 100, unit: '%', label: { zh: '电量', en: 'Battery' } }),
  },
  events: {
    started: Type.Object(
      {
        firmware: Type.String({ data: notPersonal, label: { zh: '固件版本', en: 'Firmware' } }),
        resetCause: Type.Choice(
          {
            watchdog: { zh: '看门狗', en: 'watchdog' },
            'power-on': { zh: '上电', en: 'power on' },
            request: { zh: '请求重启', en: 'on request' },
            brownout: { zh: '电压不足', en: 'brownout' },
            other: { zh: '其他', en: 'other' },
          },
          { data: notPersonal, label: { zh: '重启原因', en: 'Reset cause' } },
        ),
        debugCodes: Type.Array(Type.Integer({ data: notPersonal }), {
          label: { zh: '调试码', en: 'Debug codes' },
        }),
      },
      { label: { zh: '设备启动', en: 'Device started' } },
    ),
  },
  interval: '26h',
  decode: [{ source: 'lorawan', codec: 'bay' }],
} as const

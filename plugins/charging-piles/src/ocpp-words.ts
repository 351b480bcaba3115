/** What a connector can be, as OCPP 1.6 spells it. */
export const statusTexts = {
  Available: { zh: '空闲', en: 'available' },
  Preparing: { zh: '准备中', en: 'preparing' },
  Charging: { zh: '充电中', en: 'charging' },
  SuspendedEVSE: { zh: '桩侧暂停', en: 'suspended by the station' },
  SuspendedEV: { zh: '车侧暂停', en: 'suspended by the car' },
  Finishing: { zh: '充电结束未拔枪', en: 'finished, still plugged in' },
  Reserved: { zh: '已预约', en: 'reserved' },
  Unavailable: { zh: '停用', en: 'unavailable' },
  Faulted: { zh: '故障', en: 'faulted' },
} as const

/** What can be wrong, as OCPP 1.6 spells it. */
export const errorTexts = {
  NoError: { zh: '无', en: 'none' },
  ConnectorLockFailure: { zh: '电子锁故障', en: 'connector lock failure' },
  EVCommunicationError: { zh: '车桩通信故障', en: 'no communication with the car' },
  GroundFailure: { zh: '接地故障', en: 'ground failure' },
  HighTemperature: { zh: '温度过高', en: 'high temperature' },
  InternalError: { zh: '内部故障', en: 'internal error' },
  LocalListConflict: { zh: '本地名单冲突', en: 'local list conflict' },
  OtherError: { zh: '其他故障', en: 'other error' },
  OverCurrentFailure: { zh: '过流', en: 'over-current' },
  OverVoltage: { zh: '过压', en: 'over-voltage' },
  PowerMeterFailure: { zh: '电表故障', en: 'power meter failure' },
  PowerSwitchFailure: { zh: '开关故障', en: 'power switch failure' },
  ReaderFailure: { zh: '读卡器故障', en: 'card reader failure' },
  ResetFailure: { zh: '重启失败', en: 'reset failure' },
  UnderVoltage: { zh: '欠压', en: 'under-voltage' },
  WeakSignal: { zh: '信号弱', en: 'weak signal' },
} as const

export type ConnectorStatus = keyof typeof statusTexts
export type ErrorCode = keyof typeof errorTexts

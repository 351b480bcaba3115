import type { Program } from '../../log.ts'
import type { Surroundings } from '../surroundings.ts'

/** The rules of the four plugins with their models and settings, as their contracts have them. */
export const pluginCases: readonly { readonly program: Program; readonly surroundings: Surroundings }[] = [
  {
    program: {
      release: 1,
      plugin: 'smart-parking',
      rules: [
        {
          id: 'open-registered',
          title: { zh: '登记车辆自动开闸', en: 'Open for registered plates' },
          when: {
            and: [
              { '==': [{ var: 'event.known' }, true] },
              { '>=': [{ var: 'event.confidence' }, { var: 'settings.minConfidence' }] },
            ],
          },
          do: [{ command: { device: 'self', name: 'open' } }],
          on: [{ device: 'plate-camera', event: 'plateSeen' }],
          key: { field: 'event.plate' },
        },
        {
          id: 'open-exit',
          title: { zh: '出口放行', en: 'Let cars out' },
          when: {
            and: [
              { '==': [{ var: 'event.direction' }, 'exit'] },
              { '==': [{ var: 'settings.openExit' }, true] },
              {
                '!': {
                  and: [
                    { '==': [{ var: 'event.known' }, true] },
                    { '>=': [{ var: 'event.confidence' }, { var: 'settings.minConfidence' }] },
                  ],
                },
              },
            ],
          },
          do: [{ command: { device: 'self', name: 'open' } }],
          on: [{ device: 'plate-camera', event: 'plateSeen' }],
          key: 'device',
        },
        {
          id: 'unknown-plate',
          title: { zh: '未登记车辆', en: 'Unregistered vehicle' },
          when: {
            and: [
              { '==': [{ var: 'event.readable' }, true] },
              { '>=': [{ var: 'event.confidence' }, { var: 'settings.minConfidence' }] },
              { '!': { '==': [{ var: 'event.known' }, true] } },
              { '!': { '==': [{ var: 'event.direction' }, 'exit'] } },
            ],
          },
          cooldown: { setting: 'repeatMinutes', unit: 'm' },
          do: [
            {
              alert: {
                title: { zh: '未登记车辆驶入', en: 'Unregistered vehicle at the entry' },
                grade: 'normal',
                flow: 'parking',
                detail: {
                  plate: { $: 'event.plate' },
                  lane: { $: 'event.lane' },
                  confidence: { $: 'event.confidence' },
                  image: { $: 'event.image' },
                },
              },
            },
          ],
          on: [{ device: 'plate-camera', event: 'plateSeen' }],
          key: { field: 'event.plate' },
        },
        {
          id: 'doubtful-plate',
          title: { zh: '车牌识别不清', en: 'Plate not read surely' },
          when: {
            and: [
              {
                or: [
                  { '!': { '==': [{ var: 'event.readable' }, true] } },
                  { '!': { '>=': [{ var: 'event.confidence' }, { var: 'settings.minConfidence' }] } },
                ],
              },
              { '!': { '==': [{ var: 'event.direction' }, 'exit'] } },
            ],
          },
          cooldown: { setting: 'repeatMinutes', unit: 'm' },
          do: [
            {
              alert: {
                title: { zh: '车牌识别不清，请核对', en: 'A plate could not be read surely' },
                grade: 'normal',
                flow: 'parking',
                detail: {
                  plate: { $: 'event.plate' },
                  lane: { $: 'event.lane' },
                  confidence: { $: 'event.confidence' },
                  image: { $: 'event.image' },
                },
              },
            },
          ],
          on: [{ device: 'plate-camera', event: 'plateSeen' }],
          key: 'device',
        },
        {
          id: 'overstay',
          title: { zh: '超时停放', en: 'Parked too long' },
          when: {
            and: [
              { '==': [{ var: 'state' }, 'inside'] },
              {
                or: [
                  { '==': [{ var: 'group' }, 'visitor'] },
                  {
                    and: [
                      { '==': [{ var: 'group' }, 'resident'] },
                      { '==': [{ var: 'settings.overstayResidents' }, true] },
                    ],
                  },
                ],
              },
            ],
          },
          for: { setting: 'overstayMinutes', unit: 'm' },
          do: [
            {
              alert: {
                title: { zh: '车辆超时停放', en: 'A car has been parked too long' },
                grade: 'normal',
                flow: 'parking',
                detail: { plate: { $: 'plate' }, enteredAt: { $: 'enteredAt' } },
              },
            },
          ],
          on: [{ record: 'session', property: 'state' }],
          key: 'device',
        },
        {
          id: 'bay-battery',
          title: { zh: '占用车位电量低', en: 'Occupied bay low on battery' },
          when: {
            and: [
              { '==': [{ var: 'occupied' }, true] },
              { '<': [{ var: 'battery' }, { var: 'settings.minBattery' }] },
            ],
          },
          cooldown: '1d',
          do: [
            {
              alert: {
                title: { zh: '车位传感器电量低', en: 'A bay sensor runs low' },
                grade: 'normal',
                flow: 'parking',
                detail: { battery: { $: 'battery' } },
              },
            },
          ],
          on: [
            { device: 'bay', property: 'occupied' },
            { device: 'bay', property: 'battery' },
          ],
          key: 'device',
        },
        {
          id: 'bay-silent',
          title: { zh: '车位传感器失联', en: 'Bay sensor silent' },
          absent: { setting: 'silentMinutes', unit: 'm' },
          do: [
            {
              alert: {
                title: { zh: '车位传感器长时间无上报', en: 'A bay sensor has fallen silent' },
                grade: 'normal',
                flow: 'parking',
              },
            },
          ],
          on: [{ device: 'bay', property: 'occupied' }],
          key: 'device',
        },
      ],
      settings: {
        minConfidence: 80,
        openExit: true,
        overstayMinutes: 4320,
        overstayResidents: false,
        minBattery: 15,
        silentMinutes: 2880,
        repeatMinutes: 10,
      },
      sources: [],
      models: {
        'plate-camera': {
          properties: {},
          events: {
            plateSeen: {
              plate: { type: 'string' },
              readable: { type: 'boolean' },
              confidence: { type: 'number', unit: '%', minimum: 0, maximum: 100 },
              serial: { type: 'string' },
              image: { type: 'string' },
              known: { type: 'boolean' },
              group: { type: 'string', choices: ['resident', 'property', 'service', 'visitor', 'unknown'] },
              direction: { type: 'string', choices: ['entry', 'exit', 'unknown'] },
              lane: { type: 'string' },
            },
          },
        },
        bay: {
          properties: {
            occupied: { type: 'boolean' },
            temperature: { type: 'number', unit: '°C', minimum: -50, maximum: 90 },
            battery: { type: 'number', unit: '%', minimum: 0, maximum: 100 },
          },
          events: {
            started: {
              firmware: { type: 'string' },
              resetCause: {
                type: 'string',
                choices: ['watchdog', 'power-on', 'request', 'brownout', 'other'],
              },
              debugCodes: { type: 'array' },
            },
          },
        },
        'record:session': {
          properties: {
            plate: { type: 'string' },
            group: { type: 'string', choices: ['resident', 'property', 'service', 'visitor', 'unknown'] },
            state: { type: 'string', choices: ['inside', 'seen', 'left'] },
            enteredAt: { type: 'string' },
            enteredBy: { type: 'string' },
            leftAt: { type: 'string' },
            leftBy: { type: 'string' },
            minutes: { type: 'number', unit: 'min', minimum: 0 },
          },
          events: {},
        },
        'form:site-check': {
          properties: {},
          events: {
            submitted: {
              found: {
                type: 'string',
                choices: ['car-there', 'car-gone', 'device-broken', 'wrong-reading', 'other'],
              },
              remark: { type: 'string' },
              photo: { type: 'string' },
            },
          },
        },
      },
    },
    surroundings: {
      settings: {
        minConfidence: { type: 'number', unit: '%', minimum: 50, maximum: 100 },
        openExit: { type: 'boolean' },
        overstayMinutes: { type: 'number', unit: 'min', minimum: 0.5, maximum: 43200 },
        overstayResidents: { type: 'boolean' },
        minBattery: { type: 'number', unit: '%', minimum: 1, maximum: 50 },
        silentMinutes: { type: 'number', unit: 'min', minimum: 0.5, maximum: 20160 },
        repeatMinutes: { type: 'number', unit: 'min', minimum: 0.5, maximum: 1440 },
      },
      commands: { 'plate-camera': { open: { kind: 'pulse' } }, bay: {} },
    },
  },
  {
    program: {
      release: 1,
      plugin: 'falling-objects',
      rules: [
        {
          id: 'thrown',
          title: { zh: '高空抛物', en: 'Thrown object' },
          when: { '>=': [{ var: 'event.confidence' }, { var: 'settings.minConfidence' }] },
          do: [
            {
              alert: {
                title: { zh: '发现高空抛物', en: 'Something was thrown from a height' },
                grade: 'urgent',
                flow: 'throwing',
                detail: {
                  building: { $: 'event.building' },
                  side: { $: 'event.side' },
                  confidence: { $: 'event.confidence' },
                  startedAt: { $: 'event.startedAt' },
                  image: { $: 'event.image' },
                },
              },
            },
          ],
          on: [{ device: 'facade-camera', event: 'thrown' }],
          key: 'device',
        },
        {
          id: 'again',
          title: { zh: '同一楼栋反复抛物', en: 'Again at the same building' },
          when: { '>=': [{ var: 'recent' }, { var: 'settings.repeatCount' }] },
          cooldown: { setting: 'repeatHours', unit: 'h' },
          do: [
            {
              alert: {
                title: { zh: '同一楼栋反复发生高空抛物', en: 'Things keep falling from the same building' },
                grade: 'major',
                flow: 'throwing',
                detail: { building: { $: 'building' }, count: { $: 'recent' }, lastAt: { $: 'lastAt' } },
              },
            },
          ],
          on: [{ record: 'tally', property: 'recent' }],
          key: 'device',
        },
      ],
      settings: { minConfidence: 60, repeatCount: 3, repeatHours: 24 },
      sources: [],
      models: {
        'facade-camera': {
          properties: {},
          events: {
            thrown: {
              camera: { type: 'string' },
              ruleName: { type: 'string' },
              confidence: { type: 'number', unit: '%', minimum: 0, maximum: 100 },
              image: { type: 'string' },
              startedAt: { type: 'string' },
              endedAt: { type: 'string' },
              building: { type: 'string' },
              side: { type: 'string' },
            },
          },
        },
        'record:tally': {
          properties: {
            building: { type: 'string' },
            recent: { type: 'number', minimum: 0 },
            lastAt: { type: 'string' },
            throws: { type: 'array' },
          },
          events: {},
        },
        'form:site-check': {
          properties: {},
          events: {
            submitted: {
              found: { type: 'string', choices: ['object', 'nothing', 'false-alarm'] },
              object: { type: 'string' },
              harm: { type: 'string', choices: ['none', 'property', 'person'] },
              remark: { type: 'string' },
              photo: { type: 'string' },
            },
          },
        },
      },
    },
    surroundings: {
      settings: {
        minConfidence: { type: 'number', unit: '%', minimum: 0, maximum: 100 },
        repeatCount: { type: 'number', minimum: 2, maximum: 20 },
        repeatHours: { type: 'number', unit: 'h', minimum: 0.1, maximum: 168 },
      },
      commands: { 'facade-camera': {} },
    },
  },
  {
    program: {
      release: 1,
      plugin: 'elderly-care',
      rules: [
        {
          id: 'sos',
          title: { zh: '紧急呼叫', en: 'SOS' },
          cooldown: '1m',
          do: [
            {
              alert: {
                title: { zh: '老人紧急呼叫', en: 'Somebody called for help' },
                grade: 'urgent',
                flow: 'care',
                detail: {
                  home: { $: 'event.home' },
                  name: { $: 'event.name' },
                  contact: { $: 'event.contact' },
                },
              },
            },
          ],
          on: [{ device: 'sos-button', event: 'pressed' }],
          key: 'device',
        },
        {
          id: 'no-movement',
          title: { zh: '在家长时间无活动', en: 'No movement at home' },
          when: { '==': [{ var: 'state' }, 'still'] },
          for: { setting: 'quietMinutes', unit: 'm' },
          do: [
            {
              alert: {
                title: { zh: '老人在家长时间无活动', en: 'Nothing has moved at home for long' },
                grade: 'major',
                flow: 'care',
                detail: { movedAt: { $: 'movedAt' } },
              },
            },
          ],
          on: [{ record: 'presence', property: 'state' }],
          key: 'device',
        },
        {
          id: 'out-not-back',
          title: { zh: '外出未归', en: 'Out and not back' },
          when: { '==': [{ var: 'state' }, 'out'] },
          for: { setting: 'outMinutes', unit: 'm' },
          do: [
            {
              alert: {
                title: { zh: '老人外出长时间未归', en: 'Somebody has not come back' },
                grade: 'major',
                flow: 'care',
                detail: { openedAt: { $: 'openedAt' } },
              },
            },
          ],
          on: [{ record: 'presence', property: 'state' }],
          key: 'device',
        },
        {
          id: 'sensor-silent',
          title: { zh: '传感器失联', en: 'Sensor silent' },
          absent: { setting: 'silentMinutes', unit: 'm' },
          do: [
            {
              alert: {
                title: { zh: '家庭传感器长时间无上报', en: 'A home sensor has fallen silent' },
                grade: 'normal',
                flow: 'care',
              },
            },
          ],
          on: [
            { device: 'motion-sensor', property: 'occupancy' },
            { device: 'door-contact', property: 'contact' },
            { device: 'sos-button', property: 'battery' },
          ],
          key: 'device',
        },
        {
          id: 'button-battery',
          title: { zh: '呼叫按钮电量低', en: 'SOS button low on battery' },
          when: { '<': [{ var: 'battery' }, { var: 'settings.minBattery' }] },
          do: [
            {
              alert: {
                title: { zh: '紧急呼叫按钮电量低', en: 'An SOS button runs low' },
                grade: 'normal',
                flow: 'care',
                detail: { battery: { $: 'battery' } },
              },
            },
          ],
          on: [{ device: 'sos-button', property: 'battery' }],
          key: 'device',
        },
      ],
      settings: { quietMinutes: 720, outMinutes: 1440, silentMinutes: 1560, minBattery: 15 },
      sources: [],
      models: {
        'door-contact': {
          properties: {
            contact: { type: 'boolean' },
            battery: { type: 'number', unit: '%', minimum: 0, maximum: 100 },
          },
          events: {},
        },
        'motion-sensor': {
          properties: {
            occupancy: { type: 'boolean' },
            battery: { type: 'number', unit: '%', minimum: 0, maximum: 100 },
          },
          events: {},
        },
        'sos-button': {
          properties: { battery: { type: 'number', unit: '%', minimum: 0, maximum: 100 } },
          events: {
            pressed: { home: { type: 'string' }, name: { type: 'string' }, contact: { type: 'string' } },
          },
        },
        'record:presence': {
          properties: {
            state: { type: 'string', choices: ['moving', 'still', 'out'] },
            movedAt: { type: 'string' },
            stoppedAt: { type: 'string' },
            openedAt: { type: 'string' },
          },
          events: {},
        },
        'form:visit': {
          properties: {},
          events: {
            submitted: {
              met: { type: 'string', choices: ['in-person', 'by-phone', 'not-met'] },
              condition: { type: 'string', choices: ['fine', 'unwell', 'needs-help', 'hospital', 'unknown'] },
              remark: { type: 'string' },
              nextVisit: { type: 'string' },
            },
          },
        },
      },
    },
    surroundings: {
      settings: {
        quietMinutes: { type: 'number', unit: 'min', minimum: 0.2, maximum: 2880 },
        outMinutes: { type: 'number', unit: 'min', minimum: 0.2, maximum: 10080 },
        silentMinutes: { type: 'number', unit: 'min', minimum: 0.5, maximum: 10080 },
        minBattery: { type: 'number', unit: '%', minimum: 1, maximum: 50 },
      },
      commands: { 'door-contact': {}, 'motion-sensor': {}, 'sos-button': {} },
    },
  },
  {
    program: {
      release: 1,
      plugin: 'charging-piles',
      rules: [
        {
          id: 'fault',
          title: { zh: '充电枪故障', en: 'Connector fault' },
          when: { '==': [{ var: 'status' }, 'Faulted'] },
          do: [
            {
              alert: {
                title: { zh: '充电枪故障', en: 'A connector reports a fault' },
                grade: 'major',
                flow: 'charging',
                detail: { connector: { $: 'connector' }, errorCode: { $: 'errorCode' }, info: { $: 'info' } },
              },
            },
          ],
          on: [{ record: 'connector', property: 'status' }],
          key: 'device',
        },
        {
          id: 'point-fault',
          title: { zh: '整桩故障', en: 'Charge point fault' },
          when: { '==': [{ var: 'status' }, 'Faulted'] },
          do: [
            {
              alert: {
                title: { zh: '充电桩故障', en: 'A charge point reports a fault' },
                grade: 'major',
                flow: 'charging',
              },
            },
          ],
          on: [{ device: 'charge-point', property: 'status' }],
          key: 'device',
        },
        {
          id: 'occupying',
          title: { zh: '充满占位', en: 'Finished but still occupying' },
          when: { in: [{ var: 'status' }, ['Finishing', 'SuspendedEV']] },
          for: { setting: 'occupyMinutes', unit: 'm' },
          do: [
            {
              alert: {
                title: { zh: '充电结束仍占用车位', en: 'A car stays although it is charged' },
                grade: 'normal',
                flow: 'charging',
                detail: { connector: { $: 'connector' }, since: { $: 'reportedAt' } },
              },
            },
          ],
          on: [{ record: 'connector', property: 'status' }],
          key: 'device',
        },
        {
          id: 'point-silent',
          title: { zh: '充电桩离线', en: 'Charge point offline' },
          absent: { setting: 'silentMinutes', unit: 'm' },
          do: [
            {
              alert: {
                title: { zh: '充电桩长时间无心跳', en: 'A charge point has gone silent' },
                grade: 'normal',
                flow: 'charging',
              },
            },
          ],
          on: [{ device: 'charge-point', property: 'online' }],
          key: 'device',
        },
      ],
      settings: { occupyMinutes: 30, silentMinutes: 30 },
      sources: [],
      models: {
        'charge-point': {
          properties: {
            online: { type: 'boolean' },
            status: {
              type: 'string',
              choices: [
                'Available',
                'Preparing',
                'Charging',
                'SuspendedEVSE',
                'SuspendedEV',
                'Finishing',
                'Reserved',
                'Unavailable',
                'Faulted',
              ],
            },
          },
          events: {
            booted: {
              vendor: { type: 'string' },
              model: { type: 'string' },
              serial: { type: 'string' },
              firmware: { type: 'string' },
            },
            authorized: { tag: { type: 'string' }, status: { type: 'string' } },
            reported: {
              connector: { type: 'string' },
              status: {
                type: 'string',
                choices: [
                  'Available',
                  'Preparing',
                  'Charging',
                  'SuspendedEVSE',
                  'SuspendedEV',
                  'Finishing',
                  'Reserved',
                  'Unavailable',
                  'Faulted',
                ],
              },
              errorCode: {
                type: 'string',
                choices: [
                  'NoError',
                  'ConnectorLockFailure',
                  'EVCommunicationError',
                  'GroundFailure',
                  'HighTemperature',
                  'InternalError',
                  'LocalListConflict',
                  'OtherError',
                  'OverCurrentFailure',
                  'OverVoltage',
                  'PowerMeterFailure',
                  'PowerSwitchFailure',
                  'ReaderFailure',
                  'ResetFailure',
                  'UnderVoltage',
                  'WeakSignal',
                ],
              },
              info: { type: 'string' },
            },
            started: {
              transaction: { type: 'string' },
              connector: { type: 'string' },
              tag: { type: 'string' },
              meter: { type: 'number', unit: 'Wh' },
              at: { type: 'string' },
            },
            metered: {
              transaction: { type: 'string' },
              connector: { type: 'string' },
              at: { type: 'string' },
              meter: { type: 'number', unit: 'Wh' },
              power: { type: 'number', unit: 'W' },
            },
            stopped: {
              transaction: { type: 'string' },
              meter: { type: 'number', unit: 'Wh' },
              at: { type: 'string' },
              reason: { type: 'string' },
            },
          },
        },
        'record:connector': {
          properties: {
            connector: { type: 'string' },
            status: {
              type: 'string',
              choices: [
                'Available',
                'Preparing',
                'Charging',
                'SuspendedEVSE',
                'SuspendedEV',
                'Finishing',
                'Reserved',
                'Unavailable',
                'Faulted',
              ],
            },
            errorCode: {
              type: 'string',
              choices: [
                'NoError',
                'ConnectorLockFailure',
                'EVCommunicationError',
                'GroundFailure',
                'HighTemperature',
                'InternalError',
                'LocalListConflict',
                'OtherError',
                'OverCurrentFailure',
                'OverVoltage',
                'PowerMeterFailure',
                'PowerSwitchFailure',
                'ReaderFailure',
                'ResetFailure',
                'UnderVoltage',
                'WeakSignal',
              ],
            },
            info: { type: 'string' },
            reportedAt: { type: 'string' },
          },
          events: {},
        },
        'record:transaction': {
          properties: {
            transaction: { type: 'string' },
            state: { type: 'string', choices: ['charging', 'finished'] },
            connector: { type: 'string' },
            tag: { type: 'string' },
            startedAt: { type: 'string' },
            stoppedAt: { type: 'string' },
            meterStart: { type: 'number', unit: 'Wh' },
            meter: { type: 'number', unit: 'Wh' },
            energy: { type: 'number', unit: 'Wh' },
            power: { type: 'number', unit: 'W' },
            measuredAt: { type: 'string' },
            reason: { type: 'string' },
          },
          events: {},
        },
        'form:repair': {
          properties: {},
          events: {
            submitted: {
              result: { type: 'string', choices: ['repaired', 'taken-out', 'car-moved', 'no-fault'] },
              remark: { type: 'string' },
              photo: { type: 'string' },
            },
          },
        },
      },
    },
    surroundings: {
      settings: {
        occupyMinutes: { type: 'number', unit: 'min', minimum: 0.2, maximum: 1440 },
        silentMinutes: { type: 'number', unit: 'min', minimum: 0.5, maximum: 1440 },
      },
      commands: { 'charge-point': { UnlockConnector: { kind: 'pulse' }, Reset: { kind: 'pulse' } } },
    },
  },
]

import { parentPort, workerData } from 'node:worker_threads'
import { explain } from '@linli/kernel'
import type { Task } from './explain-apart.ts'

const { records, question } = workerData as Task
parentPort?.postMessage(explain(records, question))

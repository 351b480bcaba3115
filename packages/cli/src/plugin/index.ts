export { type BuiltPlugin, buildPlugin } from './build-plugin.ts'

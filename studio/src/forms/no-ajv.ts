/** Stands where @rjsf/core expects its ajv validator, which compiles code and so cannot run under our CSP. */
export default undefined

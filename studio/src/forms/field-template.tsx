import { Box, FormHelperText, Typography } from '@mui/material'
import { descriptionId, errorId, type FieldTemplateProps, helpId } from '@rjsf/utils'

/** One field with what explains it and what is wrong with it, in that order. */
export function FieldTemplate({
  id,
  children,
  hidden,
  displayLabel,
  rawDescription,
  rawErrors,
  rawHelp,
  fieldPathId,
}: FieldTemplateProps) {
  if (hidden) return <div hidden>{children}</div>
  const whole = fieldPathId?.path.length === 0
  return (
    <Box id={`${id}-field`}>
      {children}
      {displayLabel && rawDescription && (
        <Typography id={descriptionId(id)} variant="body2" sx={{ color: 'text.secondary', mt: 0.5 }}>
          {rawDescription}
        </Typography>
      )}
      {rawHelp && (
        <Typography id={helpId(id)} variant="body2" sx={{ color: 'text.secondary', mt: 0.5 }}>
          {String(rawHelp)}
        </Typography>
      )}
      {!whole && rawErrors && rawErrors.length > 0 && (
        <FormHelperText id={errorId(id)} error role="alert" data-testid="field-error">
          {rawErrors[0]}
        </FormHelperText>
      )}
    </Box>
  )
}

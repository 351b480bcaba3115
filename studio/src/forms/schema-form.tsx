import type { FormSpec } from '@linli/sdk'
import { Box } from '@mui/material'
import type Form from '@rjsf/core'
import type { IChangeEvent } from '@rjsf/core'
import { Form as MuiForm } from '@rjsf/mui'
import { englishStringTranslator, replaceStringParameters, TranslatableString } from '@rjsf/utils'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { type Field, inLanguage } from '../contract/field.ts'
import { useLanguage, useWords } from '../i18n/words.ts'
import { type Answers, cspValidator } from './csp-validator.ts'
import { FieldTemplate } from './field-template.tsx'
import { InputTemplate } from './input-template.tsx'
import { LocationField } from './location-field.tsx'
import { satisfies } from './problems.ts'
import { uiSchemaOf } from './ui-schema.ts'
import { widgets } from './widgets.tsx'

interface SchemaFormProps {
  /** A schema of a contract: settings, a form, a command's arguments, a reference row. */
  readonly schema: unknown
  readonly layout?: FormSpec['layout']
  readonly values: Answers
  readonly onChange: (values: Answers, valid: boolean) => void
  /** With it the form has a submit of its own (the children hold the button). */
  readonly onSubmit?: (values: Answers) => void
  /** Shows what is wrong, also where nobody has typed yet. */
  readonly strict?: boolean
  /** Shows what is wrong as soon as a field is left: for forms that begin filled in. */
  readonly eager?: boolean
  readonly readonly?: boolean
  readonly children?: ReactNode
}

/** Any schema of a contract as a form, in the reader's language, without evaluating code. */
export default function SchemaForm({
  schema,
  layout,
  values,
  onChange,
  onSubmit,
  strict,
  eager,
  readonly,
  children,
}: SchemaFormProps) {
  const t = useWords()
  const locale = useLanguage()
  const translate = useTranslatedStrings()
  const localised = useMemo(
    () => ({ ...inLanguage(schema as Field, locale), title: undefined }),
    [schema, locale],
  )
  const ui = useMemo(() => uiSchemaOf(schema, layout, locale), [schema, layout, locale])
  const validator = useMemo(() => cspValidator(schema, locale, t), [schema, locale, t])
  const form = useRef<Form<Answers>>(null)
  useEffect(() => {
    if (strict) form.current?.validateForm()
  }, [strict])
  return (
    <Box sx={{ '& .MuiGrid-root': { minWidth: 0 } }}>
      <MuiForm
        ref={form}
        key={locale}
        {...(onSubmit ? {} : { tagName: 'div' })}
        schema={localised}
        uiSchema={ui}
        formData={values}
        validator={validator}
        widgets={widgets}
        fields={formFields}
        templates={templates}
        noHtml5Validate
        readonly={readonly ?? false}
        showErrorList={false}
        liveValidate={strict ? 'onChange' : eager ? 'onBlur' : false}
        // Only a form element knows its fields.
        focusOnFirstError={onSubmit !== undefined}
        omitExtraData
        translateString={translate}
        onChange={({ formData }: Changed) => onChange(formData ?? {}, satisfies(schema, formData ?? {}))}
        // Without it rjsf writes what somebody mistyped to the console.
        onError={() => undefined}
        onSubmit={({ formData }: Changed) => onSubmit?.(formData ?? {})}
      >
        {children ?? <span />}
      </MuiForm>
    </Box>
  )
}

type Changed = Pick<IChangeEvent<Answers>, 'formData'>

const formFields = { location: LocationField }
const templates = { FieldTemplate, BaseInputTemplate: InputTemplate }

/** rjsf's own sentences, those a contract's closed schemas can bring up. */
function useTranslatedStrings() {
  const t = useWords()
  return useMemo(() => {
    const own: Partial<Record<TranslatableString, string>> = {
      [TranslatableString.ArrayItemTitle]: t('forms.group', { n: '' }),
      [TranslatableString.EmptyArray]: t('common.none'),
      [TranslatableString.YesLabel]: t('common.yes'),
      [TranslatableString.NoLabel]: t('common.no'),
      [TranslatableString.AddButton]: t('forms.add'),
      [TranslatableString.AddItemButton]: t('forms.add'),
      [TranslatableString.RemoveButton]: t('forms.remove'),
      [TranslatableString.CloseLabel]: t('common.close'),
    }
    return (string: TranslatableString, params?: string[]) => {
      const text = own[string]
      return text === undefined
        ? englishStringTranslator(string, params)
        : replaceStringParameters(text, params)
    }
  }, [t])
}

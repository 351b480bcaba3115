import { alpha, type PaletteOptions, type ThemeOptions } from '@mui/material/styles'
import type { RaThemeOptions } from 'react-admin'

const chinese = '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC"'

/** Each language has its own order of fonts: a Chinese font draws quotation marks as wide as characters. */
const families = {
  ':root': { '--linli-font': `${chinese},system-ui,sans-serif` },
  ':root:lang(en)': {
    '--linli-font': `system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,${chinese},sans-serif`,
  },
}

/** Light: every text colour reaches 4.5 : 1 on paper and on the page's background. */
export const lightTheme = themeOf({
  mode: 'light',
  primary: { main: '#0b6b63', dark: '#084f49', contrastText: '#ffffff' },
  secondary: { main: '#46625e', contrastText: '#ffffff' },
  error: { main: '#b3261e', contrastText: '#ffffff' },
  warning: { main: '#8a4b00', contrastText: '#ffffff' },
  success: { main: '#1d6b36', contrastText: '#ffffff' },
  info: { main: '#1f5a9e', contrastText: '#ffffff' },
  text: { primary: '#14201e', secondary: '#4a5a57' },
  background: { default: '#f4f6f5', paper: '#ffffff' },
  divider: '#dce3e1',
})

/** Dark, with the same meaning for every colour. */
export const darkTheme = themeOf({
  mode: 'dark',
  primary: { main: '#7fd6ca', dark: '#5bb5a9', contrastText: '#06211e' },
  secondary: { main: '#a9c4bf', contrastText: '#0d1a18' },
  error: { main: '#ff9d93', contrastText: '#3a0704' },
  warning: { main: '#f5bb62', contrastText: '#2b1800' },
  success: { main: '#82d49a', contrastText: '#05210f' },
  info: { main: '#93c5fb', contrastText: '#06203c' },
  text: { primary: '#e7eeec', secondary: '#afbcb9' },
  background: { default: '#101514', paper: '#19201f' },
  divider: '#323c3a',
})

function themeOf(palette: PaletteOptions): RaThemeOptions {
  return {
    palette: { tonalOffset: 0.15, ...palette },
    shape: { borderRadius: 4 },
    typography: {
      fontFamily: 'var(--linli-font)',
      h1: { fontSize: '1.625rem', fontWeight: 700, lineHeight: 1.35 },
      h2: { fontSize: '1.25rem', fontWeight: 700, lineHeight: 1.4 },
      h3: { fontSize: '1.0625rem', fontWeight: 650, lineHeight: 1.45 },
      h6: { fontSize: '1.1875rem', fontWeight: 700 },
      body1: { fontSize: '1.0625rem', lineHeight: 1.55 },
      body2: { fontSize: '1rem', lineHeight: 1.5 },
      subtitle1: { fontSize: '1.0625rem' },
      subtitle2: { fontSize: '1rem', fontWeight: 600 },
      caption: { fontSize: '0.9375rem', lineHeight: 1.45 },
      button: { fontSize: '1.0625rem', fontWeight: 600, textTransform: 'none' },
    },
    components: componentsOf(palette),
  }
}

/** Targets of 44 px and more, visible focus, flat paper. */
function componentsOf(palette: PaletteOptions): NonNullable<ThemeOptions['components']> {
  const primary = (palette.primary as { main: string }).main
  const focus = { outline: `3px solid ${primary}`, outlineOffset: 2 }
  return {
    MuiCssBaseline: {
      styleOverrides: {
        ...families,
        ':focus-visible': focus,
        body: { overflowX: 'hidden' },
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': { animation: 'none !important', transition: 'none !important' },
        },
      },
    },
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: { root: { '&.Mui-focusVisible': focus } },
    },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        root: { minHeight: 44, borderRadius: 10, paddingInline: 18 },
        sizeLarge: { minHeight: 56, fontSize: '1.1875rem' },
      },
    },
    MuiIconButton: { styleOverrides: { root: { minWidth: 44, minHeight: 44 } } },
    MuiMenuItem: { styleOverrides: { root: { minHeight: 48, fontSize: '1.0625rem' } } },
    MuiListItemButton: { styleOverrides: { root: { minHeight: 48, borderRadius: 10 } } },
    MuiTab: {
      styleOverrides: {
        root: { minHeight: 48, fontSize: '1.0625rem', textTransform: 'none', paddingInline: 16 },
      },
    },
    MuiToggleButton: {
      styleOverrides: {
        root: {
          borderRadius: 10,
          '&.Mui-selected, &.Mui-selected:hover': { color: primary, backgroundColor: alpha(primary, 0.1) },
          color: palette.text?.secondary,
          minHeight: 44,
          fontSize: '1rem',
          textTransform: 'none',
        },
      },
    },
    // A ring around what has the focus is not cut off at the switch's edge.
    MuiSwitch: { styleOverrides: { root: { overflow: 'visible' } } },
    MuiCheckbox: { styleOverrides: { root: { padding: 10 } } },
    MuiRadio: { styleOverrides: { root: { padding: 10 } } },
    MuiInputBase: { styleOverrides: { root: { minHeight: 48 } } },
    // Labels stand above their fields: whole, in full size, whatever their length.
    MuiInputLabel: {
      defaultProps: { shrink: true },
      styleOverrides: {
        root: {
          position: 'static',
          transform: 'none',
          maxWidth: 'none',
          whiteSpace: 'normal',
          fontSize: '1.0625rem',
          fontWeight: 600,
          color: palette.text?.primary,
          marginBottom: 6,
          '&.Mui-focused': { color: palette.text?.primary },
        },
      },
    },
    MuiFormLabel: {
      styleOverrides: {
        root: {
          fontWeight: 600,
          color: palette.text?.primary,
          '&.Mui-focused': { color: palette.text?.primary },
        },
      },
    },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { borderRadius: 10, backgroundColor: palette.background?.paper },
        notchedOutline: { top: 0, '& legend': { display: 'none' } },
      },
    },
    MuiAutocomplete: {
      styleOverrides: {
        listbox: { '& .MuiAutocomplete-option': { minHeight: 48 } },
        endAdornment: { right: 9 },
      },
    },
    MuiMenu: { styleOverrides: { paper: { borderRadius: 12 } } },
    MuiDialog: { styleOverrides: { paperFullScreen: { borderRadius: 0 }, paper: { borderRadius: 16 } } },
    MuiFormHelperText: { styleOverrides: { root: { fontSize: '0.9375rem', marginInline: 0 } } },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiCard: { defaultProps: { variant: 'outlined' }, styleOverrides: { root: { borderRadius: 12 } } },
    MuiTableCell: {
      styleOverrides: {
        root: { fontSize: '1rem', padding: '13px 16px', borderColor: palette.divider },
        head: { fontWeight: 600, color: palette.text?.secondary, whiteSpace: 'nowrap' },
      },
    },
    MuiTooltip: { styleOverrides: { tooltip: { fontSize: '0.9375rem' } } },
    MuiChip: { styleOverrides: { root: { fontSize: '0.9375rem', fontWeight: 600 } } },
    MuiAlert: { styleOverrides: { root: { borderRadius: 12, fontSize: '1rem', alignItems: 'center' } } },
    MuiLink: { defaultProps: { underline: 'hover' } },
    MuiDialogTitle: { styleOverrides: { root: { fontSize: '1.25rem', fontWeight: 700 } } },
    MuiDialogActions: { styleOverrides: { root: { padding: '12px 24px 20px', gap: 8 } } },
    MuiTableRow: { styleOverrides: { hover: { '&:hover': { backgroundColor: alpha(primary, 0.06) } } } },
  }
}

/** The sign of the product: a house beside a house. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="11" fill="#0b6b63"/><path d="M8 24.5 17.5 16 27 24.5V37H8z" fill="#fff"/><path d="M22 20.6 31 12l9.5 9.3V37H29.5V23.6l-5-4.6z" fill="#8fd9cf"/><rect x="14.5" y="28" width="6" height="9" rx="1" fill="#0b6b63"/></svg>'

const css = `
body { background: #f4f6f5; }
.swagger-ui { color: #14201e; font-family: system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
.swagger-ui .info { margin: 24px 0; }
.swagger-ui .info .title { color: #0b6b63; font-family: inherit; }
.swagger-ui .info .title::before {
  background: url("icon.svg") center / contain no-repeat; content: ""; display: inline-block;
  height: 1em; margin-right: 0.35em; vertical-align: -0.12em; width: 1em;
}
.swagger-ui .scheme-container { background: none; box-shadow: none; padding: 0; }
.swagger-ui .opblock-tag { border-bottom-color: #dce3e1; font-family: inherit; }
.swagger-ui .opblock { border-radius: 8px; box-shadow: none; }
.swagger-ui .opblock .opblock-summary-path, .swagger-ui .opblock .opblock-summary-path a { word-break: break-word; }
.swagger-ui .btn.authorize { border-color: #0b6b63; color: #0b6b63; }
.swagger-ui .btn.authorize svg { fill: #0b6b63; }
`

/** How the API's page for people looks: title, icon and colours of the product over the library's own. */
export const docsLook = {
  title: 'Linli 邻里 · API',
  favicon: [{ filename: 'icon.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content: icon }],
  css: [{ filename: 'linli.css', content: css }],
}

interface Facade {
  readonly building: string
  readonly side: string
}

/** Says which building and which side the camera watches; the camera's own code where nobody entered it. */
export function locate(given: {
  readonly value: { readonly camera: string }
  readonly rows: { readonly facade: Facade | null }
}): Facade {
  const { facade } = given.rows
  return facade
    ? { building: facade.building, side: facade.side }
    : { building: given.value.camera, side: '' }
}

declare module '*/IM.proto' {
  export const IMpackage: {
    Message: {
      encode(frame: import('./chat/src/wire').Frame): { finish(): Uint8Array };
      decode(bytes: Uint8Array): import('./chat/src/wire').Frame;
    };
  };
}

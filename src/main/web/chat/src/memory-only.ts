// Paho stores unconfirmed messages in the localStorage of the global object, and so on disk. With a global object that has no
// localStorage it keeps them in memory. Must run before Paho is loaded.
(window as { global?: unknown }).global = { WebSocket, ArrayBuffer };

export {};

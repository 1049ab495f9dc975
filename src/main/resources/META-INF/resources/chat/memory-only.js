// Paho keeps unconfirmed messages in the global object's localStorage, on disk. Given a global object without one it keeps
// them in memory. Runs before Paho is loaded.
window.global = { WebSocket, ArrayBuffer };

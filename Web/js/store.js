/*
What the pass and the guard's page keep on this phone (IndexedDB, which also holds keys that cannot be taken out):
`kept`, things by their names, and `scans`, in the order they were made.
*/
const databaseName = "yongai";
let opened = null;

function open() {
    if (!opened) {
        opened = new Promise((resolve, reject) => {
            const request = indexedDB.open(databaseName, 1);
            request.onupgradeneeded = () => {
                request.result.createObjectStore("kept");
                request.result.createObjectStore("scans", { keyPath: "order", autoIncrement: true });
            };
            request.onsuccess = () => {
                // Another tab with a newer page may want to change the stores.
                request.result.onversionchange = () => request.result.close();
                resolve(request.result);
            };
            request.onerror = () => reject(request.error);
        });
        opened.catch(() => { opened = null; });
    }
    return opened;
}

/** Runs `work(store)` in a transaction; its request's result once all is on the disk. */
async function inStore(name, mode, work) {
    const database = await open();
    return new Promise((resolve, reject) => {
        // On the disk, not on its way there: what a guard has seen survives a phone that goes dark.
        const transaction = database.transaction(name, mode, { durability: "strict" });
        const request = work(transaction.objectStore(name));
        transaction.oncomplete = () => resolve(request ? request.result : undefined);
        transaction.onabort = () => reject(transaction.error);
        transaction.onerror = () => reject(transaction.error);
    });
}

/** undefined when there is none. */
export const get = (name) => inStore("kept", "readonly", (store) => store.get(name));
export const put = (name, value) => inStore("kept", "readwrite", (store) => store.put(value, name));
export const remove = (name) => inStore("kept", "readwrite", (store) => store.delete(name));

export const scans = () => inStore("scans", "readonly", (store) => store.getAll());
/** The scan's place in the order. */
export const addScan = (scan) => inStore("scans", "readwrite", (store) => store.add(scan));
export const putScan = (scan) => inStore("scans", "readwrite", (store) => store.put(scan));
export const removeScans = (orders) => inStore("scans", "readwrite", (store) => {
    for (const order of orders) store.delete(order);
});

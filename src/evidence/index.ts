// The door of the evidence capability.

export { orderStatuses, priceRules, type Order, type OrderLine, type OrderStatus, type PriceRule, type Source } from './order.ts';
export { deliveryKinds, type Delivery, type DeliveryKind, type DeliveryLine } from './delivery.ts';
export { loadDeliveries, loadOrderLines, loadOrders, settleCharged } from './store.ts';
export { recordOrder, type OrderByHand } from './record-order.ts';
export { recordDelivery, type DeliveryByHand } from './record-delivery.ts';
export { closeOrder } from './close-order.ts';
export { ordersImport } from './import-orders.ts';
export { DELIVERIES_RECORDED } from './deliveries-recorded.ts';
export { deliveriesImport } from './import-deliveries.ts';
export { evidenceChecks } from './checks-store.ts';
